"""The malware scanner: what it says of a file, and what happens when it says nothing.

The daemon of these tests is a small server that speaks clamd's protocol over a real socket.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from app import wib
from app.columns import now
from app.materials import scanner
from app.materials.inspecting import Refused
from app.materials.signs import EICAR
from app.materials.states import Scan

VERSION = "ClamAV 1.4.6/27500/{:%a %b %d} 09:26:47 {:%Y}"


class Daemon:
    """Answers as clamd does; `verdict` is what it says of each file."""

    def __init__(self, server: socket.socket) -> None:
        self.server = server
        self.verdict: str | None = "stream: OK"
        self.version = VERSION.format(date(2026, 2, 3), date(2026, 2, 3))
        self.heard: list[bytes] = []
        self.takes_at_most = 10**9
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self.server.accept()
            except OSError:
                return
            with line, line.makefile("rb") as reader:
                self._answer(line, reader)

    def _answer(self, line: socket.socket, reader) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += reader.read(1)
        if command == b"zVERSION\0":
            line.sendall(self.version.encode() + b"\0")
            return
        assert command == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack(">I", reader.read(4))[0]:
            content += reader.read(size)
            if len(content) > self.takes_at_most:
                line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.heard.append(content)
        if self.verdict is not None:
            line.sendall(self.verdict.encode() + b"\0")


@pytest.fixture(params=["unix", "tcp"])
def daemon(request, app, tmp_path) -> Iterator[Daemon]:
    if request.param == "unix":
        server = socket.socket(socket.AF_UNIX)
        server.bind(str(tmp_path / "clamd.ctl"))
        app.config["CLAMAV"] = f"unix:{tmp_path}/clamd.ctl"
    else:
        server = socket.create_server(("127.0.0.1", 0))
        app.config["CLAMAV"] = f"tcp:127.0.0.1:{server.getsockname()[1]}"
    server.listen()
    yield Daemon(server)
    server.shutdown(socket.SHUT_RDWR)
    server.close()


@pytest.fixture
def scanned(app, tmp_path) -> Callable[[bytes], Scan]:
    def scanned(content: bytes) -> Scan:
        file: Path = tmp_path / "berkas"
        file.write_bytes(content)
        with app.app_context():
            return scanner.scan(file)

    return scanned


def test_without_a_scanner_a_file_is_not_yet_scanned(scanned):
    assert scanned(b"materi") is Scan.NONE


def test_a_clean_file_arrives_whole_and_is_clean(daemon, scanned):
    content = bytes(range(256)) * 4000  # more than one piece

    assert scanned(content) is Scan.CLEAN
    assert daemon.heard == [content]


def test_what_the_scanner_finds_is_refused(daemon, scanned):
    daemon.verdict = "stream: Win.Trojan.Agent-1 FOUND"

    with pytest.raises(Refused, match="berbahaya") as refused:
        scanned(b"materi")

    assert refused.value.code == 422


@pytest.mark.parametrize(
    "content", [EICAR, EICAR + b"\r\n", b"\xff\xd8" + bytes(262_140 - 20) + EICAR + b"x"]
)
def test_eicar_is_refused_without_any_scanner(scanned, content):
    with pytest.raises(Refused, match="berbahaya"):
        scanned(content)


def test_eicar_is_refused_whatever_the_scanner_says(daemon, scanned):
    with pytest.raises(Refused):
        scanned(EICAR)

    assert daemon.heard == []


def test_without_an_answer_the_file_waits(daemon, scanned):
    daemon.verdict = None

    assert scanned(b"materi") is Scan.WAITING


@pytest.mark.parametrize(
    "answer",
    [
        "stream: Can't allocate memory ERROR",
        "",
        "OK",
        "stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND",
    ],
)
def test_what_is_neither_good_nor_bad_waits(daemon, scanned, answer):
    daemon.verdict = answer

    assert scanned(b"materi") is Scan.WAITING


def test_a_file_that_is_too_large_for_the_scanner_waits(daemon, scanned):
    daemon.takes_at_most = 1000

    assert scanned(bytes(3_000_000)) is Scan.WAITING


def test_a_scanner_that_hangs_is_left_in_time(daemon, scanned, monkeypatch):
    monkeypatch.setattr(scanner, "SCANNING", 0.3)
    left, ended = threading.Event(), []
    monkeypatch.setattr(daemon, "_answer", lambda *_: ended.append(left.wait(60)))

    assert scanned(b"materi") is Scan.WAITING

    assert ended == []  # it still hangs
    left.set()


@pytest.mark.parametrize(
    "address",
    [
        "unix:/nowhere/clamd.ctl",
        "tcp:127.0.0.1:1",
        "tcp:[::1]:1",
        "tcp:127.0.0.1:99999",
        "tcp:a..b:1",
    ],
)
def test_a_scanner_that_is_away_lets_the_file_wait(app, scanned, address):
    app.config["CLAMAV"] = address

    assert scanned(b"materi") is Scan.WAITING
    with app.app_context():
        assert scanner.state() == scanner.State(configured=True)


def test_the_admin_sees_version_and_date_of_the_signatures(app, daemon):
    with app.app_context():
        state = scanner.state()

    assert state == scanner.State(True, True, "ClamAV 1.4.6", date(2026, 2, 3))


@pytest.mark.parametrize(("age", "is_old"), [(0, False), (7, False), (8, True)])
def test_signatures_grow_old_after_a_week(app, daemon, age, is_old):
    day = wib.today(now()) - timedelta(days=age)
    daemon.version = VERSION.format(day, day)

    with app.app_context():
        assert scanner.state().is_old is is_old


@pytest.mark.parametrize(
    "version", ["ClamAV 1.4.6", "ClamAV 1.4.6/27500/once", "COMMAND UNAVAILABLE"]
)
def test_a_scanner_without_signatures_is_old(app, daemon, version):
    daemon.version = version

    with app.app_context():
        state = scanner.state()

    assert state.reachable
    assert state.is_old


def test_without_a_setting_there_is_nothing_to_reach(app):
    with app.app_context():
        assert scanner.state() == scanner.State(configured=False)
