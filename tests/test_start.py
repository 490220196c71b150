"""`make run`, as a person meets it: started, started again, twice at once, killed."""

from __future__ import annotations

import os
import resource
import select
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import pytest

from app.slow_bodies import AT_ONCE
from app.start import STOP_WITHIN

ROOT = Path(__file__).parent.parent
PATIENCE = 90  # seconds; machines are slow and busy

pytestmark = pytest.mark.sqlite

Start = Callable[..., "Server"]


class Server:
    """A started Balai and what it prints."""

    COMMAND = (sys.executable, "-m", "app.start", "--port", "{port}", "--host", "{host}")

    def __init__(
        self,
        data: Path,
        port: int,
        host: str = "127.0.0.1",
        command: Sequence[str] = COMMAND,
        **settings: str,
    ) -> None:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("BALAI_")}
        self.port = port
        self.process = subprocess.Popen(
            [word.format(port=port, host=host) for word in command],
            cwd=ROOT,
            env=clean | {"BALAI_DATA": str(data)} | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def greeting(self) -> str:
        """Everything it says until it tells how to stop, which is its last word."""
        assert self.process.stdout is not None
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if "Ctrl-C" in line or "answers on port" in line:
                break
        return "".join(lines)

    def refusal(self) -> tuple[int, str]:
        """Exit code and words of one that does not start."""
        words = self.process.communicate(timeout=PATIENCE)[0]
        return self.process.returncode, words.strip()

    def status(self, path: str = "/sehat", host: str = "127.0.0.1") -> int:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}")
        request.add_header("Host", f"{host}:{self.port}")
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except urllib.error.URLError:
            return 0  # nobody listens there at this moment

    def workers(self) -> list[int]:
        return children_of(self.process.pid)

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=PATIENCE)
        return self.process.returncode


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    servers = []

    def start(data: Path = tmp_path / "data", port: int = 0, **more: str) -> Server:
        servers.append(Server(data, port or free_port(), **more))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def content(data: Path) -> list[str]:
    """Everything the database holds."""
    connection = sqlite3.connect(data / "balai.sqlite")
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def pictures_to_draw(data: Path) -> int:
    with closing(sqlite3.connect(data / "balai.sqlite")) as connection:
        query = "SELECT count(*) FROM material_file WHERE extension = 'pdf' AND pages IS NULL"
        (number,) = connection.execute(query).fetchone()
        return int(number)


def rename_a_region(data: Path) -> None:
    """As an office does whose kelurahan has got another name."""
    with closing(sqlite3.connect(data / "balai.sqlite")) as connection:
        connection.execute("UPDATE region SET name = 'Nama Baru' WHERE code = '12.74.01.1001'")
        connection.commit()


def is_alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0]
    except FileNotFoundError:
        return False


def children_of(pid: int) -> list[int]:
    """Whichever of its threads has forked them."""
    listings = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for listing in listings for child in listing.read_text().split()]


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert true()


def test_ctrl_c_while_it_prepares_ends_it_without_a_word(start, tmp_path):
    server = start()
    wait_until((tmp_path / "data" / "balai.sqlite").exists)

    server.process.send_signal(signal.SIGINT)

    assert server.refusal() == (-signal.SIGINT, "")
    assert "Ctrl-C" in start().greeting()


def test_a_first_start_makes_everything_and_says_where(start, tmp_path):
    data = tmp_path / "data"

    server = start()
    words = server.greeting()

    assert f"http://localhost:{server.port}" in words
    assert "Demo accounts" in words
    assert server.status() == 200
    assert (data / "secret").stat().st_mode & 0o777 == 0o600
    assert (data / "balai.sqlite").stat().st_mode & 0o077 == 0


@pytest.mark.skipif(not (ROOT / ".venv/run.installed").exists(), reason="needs make's own .venv")
def test_make_run_takes_a_port_and_a_folder(start, tmp_path):
    server = start(tmp_path / "own", command=("make", "run", "PORT={port}", "HOST={host}"))

    words = server.greeting()

    assert f"http://localhost:{server.port}" in words
    assert server.status() == 200
    assert (tmp_path / "own" / "balai.sqlite").exists()


def test_a_second_start_touches_nothing(start, tmp_path):
    data = tmp_path / "data"
    first = start()
    first.greeting()
    wait_until(lambda: pictures_to_draw(data) == 0)  # what it does beside
    first.stop()
    rename_a_region(data)
    before = (content(data), (data / "secret").read_text())

    start().greeting()

    assert (content(data), (data / "secret").read_text()) == before


def test_two_starts_at_once_make_one_database_and_one_demo(start, tmp_path):
    both = [start(), start()]

    greetings = [server.greeting() for server in both]

    assert [server.status() for server in both] == [200, 200]
    assert all("Demo accounts" in words for words in greetings)
    milestones = [line for line in content(tmp_path / "data") if 'INTO "milestone"' in line]
    assert len(milestones) == len(set(milestones))
    assert any("demo" in line for line in milestones)


def test_a_port_that_is_taken_is_told_in_one_sentence(start, tmp_path):
    first = start()
    first.greeting()

    code, words = start(port=first.port).refusal()

    assert code == 1
    assert words == (
        f"Port {first.port} cannot be used (address already in use); "
        f"choose another: make run PORT={first.port + 1}"
    )


def test_of_two_that_want_the_same_port_at_once_one_serves(start, tmp_path):
    port = free_port()
    both = [start(port=port), start(port=port)]

    wait_until(lambda: any(server.process.poll() is not None for server in both))

    (loser,) = [server for server in both if server.process.poll() is not None]
    (winner,) = [server for server in both if server is not loser]
    assert loser.process.returncode == 1
    assert "Balai is running" in winner.greeting()


def test_it_ends_quickly_and_takes_its_worker_along(start):
    server = start()
    server.greeting()
    workers = server.workers()
    begun = time.monotonic()

    assert server.stop() == 0

    assert time.monotonic() - begun < STOP_WITHIN  # nobody had to be killed
    assert workers
    assert not any(is_alive(pid) for pid in workers)


def test_a_worker_does_not_outlive_a_killed_parent(start):
    server = start()
    server.greeting()
    workers = server.workers()

    server.process.kill()

    wait_until(lambda: not any(is_alive(pid) for pid in workers))


@pytest.mark.parametrize("which", [0, 1])
def test_a_killed_worker_is_replaced(start, which):
    server = start()
    server.greeting()
    workers = server.workers()

    os.kill(workers[which], signal.SIGKILL)

    wait_until(lambda: len({*server.workers()} - {workers[which]}) == len(workers) == 2)
    wait_until(lambda: server.status() == 200)


def test_a_web_process_that_is_killed_again_and_again_comes_back_each_time(start):
    server = start()
    server.greeting()
    (worker,) = [pid for pid in server.workers() if os.getpriority(os.PRIO_PROCESS, pid)]
    for _ in range(3):
        (web,) = {*server.workers()} - {worker}

        os.kill(web, signal.SIGKILL)

        wait_until(lambda old=web: {*server.workers()} - {worker, old})
    wait_until(lambda: server.status() == 200)
    assert worker in server.workers()
    assert server.stop() == 0


def test_phones_reach_it_by_its_addresses_and_by_no_other_name(start):
    server = start(host="0.0.0.0")
    server.greeting()

    assert server.status(host=socket.gethostname()) == 200
    assert server.status(host="bank.example") == 400


def test_strangers_are_not_told_what_serves_it(start):
    server = start(BALAI_DEMO="0")
    server.greeting()
    address = f"http://127.0.0.1:{server.port}"

    for path in ("/masuk", "/sehat", "/static/css/app.css"):
        with urllib.request.urlopen(address + path, timeout=PATIENCE) as answer:
            assert answer.headers.get_all("Server") == ["Balai"]


@pytest.mark.parametrize("senders", [70, 300])
def test_senders_who_never_finish_keep_nobody_else_waiting(start, senders):
    server = start()
    server.greeting()
    head = f"POST /masuk HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nContent-Length: 1000\r\n"
    head += "Content-Type: application/x-www-form-urlencoded\r\n\r\ncsrf_token="
    sent = []
    with ExitStack() as open_ones:
        for _ in range(senders):
            sender = socket.create_connection(("127.0.0.1", server.port))
            open_ones.enter_context(sender).sendall(head.encode())
            sent.append(sender)
        # Those who got no place are sent away; the others would wait for ever, and we with them.
        wait_until(lambda: len(select.select(sent, [], [], 0)[0]) >= senders - AT_ONCE // 3)

        assert [server.status(path) for path in ("/sehat", "/masuk")] == [200, 200]


@pytest.mark.parametrize("words", [b"", b"P", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"])
def test_who_connects_and_asks_nothing_is_sent_away(start, words):
    server = start()
    server.greeting()
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as silent:
        silent.sendall(words)

        while silent.recv(1000):  # raises TimeoutError where it stays open
            pass


@pytest.fixture
def many_files():
    """As many open ones as the machine lets us have."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (before[1], before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_a_thousand_silent_connections_keep_nobody_else_waiting(start, many_files):
    server = start()
    server.greeting()
    with ExitStack() as open_ones:
        for _ in range(1_100):
            open_ones.enter_context(socket.create_connection(("127.0.0.1", server.port)))

        assert server.status() == 200  # within five seconds; the silent ones have ten


def test_a_head_that_is_too_long_is_refused(start):
    server = start()
    server.greeting()
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as browser:
        with suppress(BrokenPipeError, ConnectionResetError):  # the answer may come before the end
            browser.sendall(b"GET /sehat HTTP/1.1\r\nHost: x\r\nX-Long: " + b"x" * 70_000)
            browser.sendall(b"\r\n\r\n")

        assert browser.recv(100).startswith(b"HTTP/1.1 431")


def test_old_code_refuses_a_newer_database(start, tmp_path):
    first = start()
    first.greeting()
    first.stop()
    connection = sqlite3.connect(tmp_path / "data" / "balai.sqlite")
    connection.execute("UPDATE alembic_version SET version_num = '9998'")
    connection.commit()
    connection.close()

    code, words = start().refusal()

    assert code == 1
    assert words.startswith("This database was made by a newer version of Balai (schema 9998).")
    assert len(words.splitlines()) == 1


def test_a_data_folder_that_cannot_be_used_is_told_in_one_sentence(start, tmp_path):
    (tmp_path / "data").write_text("a file where a folder should be")

    code, words = start().refusal()

    assert code == 1
    assert words.startswith("The data folder cannot be used:")
    assert len(words.splitlines()) == 1


def test_production_refuses_to_start_without_a_secret(start):
    code, words = start(BALAI_PRODUCTION="1").refusal()

    assert code == 1
    assert words.startswith("Set BALAI_SECRET_KEY")


def test_production_begins_with_an_empty_office(start, tmp_path):
    server = start(
        BALAI_PRODUCTION="1",
        BALAI_SECRET_KEY="k3Yx9-an-unguessable-secret-of-this-test-only",
        BALAI_BASE_URL="https://balai.example",
        BALAI_HOSTS="127.0.0.1",
    )

    assert "Demo" not in server.greeting()

    assert not any('INTO "account"' in line for line in content(tmp_path / "data"))
    assert not (tmp_path / "data" / "demo-accounts.txt").exists()
