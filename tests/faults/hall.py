"""A real Balai on a folder of its own, started as `make run` starts it, with an open door."""

from __future__ import annotations

import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from unittest.mock import patch

from app.events.models import Event
from app.worker import NICE
from bench.hall_of_300 import prepare
from bench.servers import ROOT
from tests.faults.phones import BROKEN, Visitor
from tests.test_start import children_of, is_alive

SECRET = "a-secret-for-faults-that-is-long-enough"
PATIENCE = 60  # seconds until something that must happen has happened


@cache
def filled_database() -> tuple[bytes, Event]:
    """One kegiatan with an open door, and 300 invitees: made once, copied for each hall."""
    with tempfile.TemporaryDirectory(prefix="balai-faults-") as folder:
        settings = {"BALAI_DATA": folder, "BALAI_SECRET_KEY": SECRET}
        with patch.dict(os.environ, settings):
            event, _ways = prepare()
        with closing(sqlite3.connect(Path(folder) / "balai.sqlite")) as connection:
            return connection.serialize(), event


class Hall:
    """The server on its data folder. It may be killed and started again: the port stays."""

    def __init__(self, folder: Path, module: str = "app.start", **settings: str) -> None:
        self.data = folder / "data"
        self.log = Path(tempfile.mkstemp(prefix="balai-faults-", suffix=".log")[1])
        self.port, self.module = free_port(), module
        self.front, self.secure = self.port, False  # where phones go: perhaps an nginx
        self.settings = settings | {
            "BALAI_DATA": str(self.data),
            "BALAI_SECRET_KEY": SECRET,
            "BALAI_LOG_LEVEL": "INFO",
            "BALAI_DEMO": "0",
        }
        database, self.event = filled_database()
        self.data.mkdir(parents=True, exist_ok=True)
        (self.data / "balai.sqlite").write_bytes(database)
        self.process: subprocess.Popen[str] | None = None

    def visitor(self) -> Visitor:
        return Visitor(self.front, secure=self.secure)

    @property
    def environment(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("BALAI_")}
        return clean | self.settings

    def start(self, *before: str, **more: str) -> float:
        """Seconds until it answers; `before` is a program that starts it, such as strace."""
        begun = time.monotonic()
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [*before, sys.executable, "-m", self.module, "--port", str(self.port)],
                cwd=ROOT,
                env=self.environment | more,
                stdout=subprocess.DEVNULL,
                stderr=log,
                text=True,
            )
        wait_until(self.answers)
        return time.monotonic() - begun

    def answers(self) -> bool:
        assert self.process is not None
        if self.process.poll() is not None:
            raise RuntimeError(f"It did not start:\n{self.log.read_text()[-2000:]}")
        with suppress(*BROKEN):
            return Visitor(self.port, timeout=5).get("/sehat").status == 200
        return False

    def refusal(self, **more: str) -> tuple[int, str]:
        """Exit code and words of a start that does not succeed."""
        done = subprocess.run(
            [sys.executable, "-m", self.module, "--port", str(self.port)],
            cwd=ROOT,
            env=self.environment | more,
            capture_output=True,
            text=True,
            timeout=60,
        )
        return done.returncode, (done.stdout + done.stderr).strip()

    @property
    def worker(self) -> int | None:
        return next((pid for pid in self._children() if _is_modest(pid)), None)

    @property
    def web(self) -> int | None:
        return next((pid for pid in self._children() if not _is_modest(pid)), None)

    def _children(self) -> Sequence[int]:
        assert self.process is not None
        return [pid for pid in children_of(self.process.pid) if is_alive(pid)]

    def kill(self) -> None:
        """The whole of it, without a warning, as the kernel does when memory is out."""
        assert self.process is not None
        pids = [self.process.pid, *children_of(self.process.pid)]
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        wait_until(lambda: not any(is_alive(pid) for pid in pids))

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)
        self.log.unlink(missing_ok=True)


def _is_modest(pid: int) -> bool:
    try:
        return os.getpriority(os.PRIO_PROCESS, pid) >= NICE
    except ProcessLookupError:
        return False


@contextmanager
def open_hall(
    folder: Path | None = None, module: str = "app.start", *, started: bool = True, **settings: str
) -> Iterator[Hall]:
    with tempfile.TemporaryDirectory(prefix="balai-faults-") as own:
        hall = Hall(folder or Path(own), module, **settings)
        try:
            if started:
                hall.start()
            yield hall
        finally:
            hall.stop()


def free_port() -> int:
    """Not one of those that the system gives to callers: a phone could be given that very port
    while the server is down, and talk to itself.
    """
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def wait_until(true, patience: float = PATIENCE) -> float:
    """Seconds that it took. Raises TimeoutError."""
    begun = time.monotonic()
    while not true():
        if time.monotonic() - begun > patience:
            raise TimeoutError(f"not within {patience} s")
        time.sleep(0.02)
    return time.monotonic() - begun
