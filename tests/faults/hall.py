"""A real Balai on a folder of its own, started as `make run` starts it, with an open door."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from unittest.mock import patch

from app.events.models import Event
from app.worker import NICE
from bench.hall_of_300 import prepare
from bench.servers import ROOT, free_port
from tests.faults.phones import Visitor
from tests.test_start import children_of, is_alive

PATIENCE = 20  # seconds until something that must happen has happened


class Hall:
    """The server on its data folder. It may be killed and started again: the port stays."""

    def __init__(self, folder: Path, module: str = "app.start", **settings: str) -> None:
        self.data, self.log = folder / "data", folder / "log"
        self.port, self.module = free_port(), module
        self.settings = settings | {
            "BALAI_DATA": str(self.data),
            "BALAI_SECRET_KEY": secrets.token_hex(32),
            "BALAI_LOG_LEVEL": "INFO",
            "BALAI_DEMO": "0",
        }
        self.event = self._fill()
        self.process: subprocess.Popen[str] | None = None

    def _fill(self) -> Event:
        with patch.dict(os.environ, self.settings):
            self.data.mkdir(parents=True, exist_ok=True)
            return prepare()[0]

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
        with suppress(OSError):
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


def _is_modest(pid: int) -> bool:
    try:
        return os.getpriority(os.PRIO_PROCESS, pid) >= NICE
    except ProcessLookupError:
        return False


@contextmanager
def open_hall(
    module: str = "app.start", *, started: bool = True, **settings: str
) -> Iterator[Hall]:
    with tempfile.TemporaryDirectory(prefix="balai-faults-") as folder:
        hall = Hall(Path(folder), module, **settings)
        try:
            if started:
                hall.start()
            yield hall
        finally:
            hall.stop()


def wait_until(true, patience: float = PATIENCE) -> float:
    """Seconds that it took. Raises TimeoutError."""
    begun = time.monotonic()
    while not true():
        if time.monotonic() - begun > patience:
            raise TimeoutError(f"not within {patience} s")
        time.sleep(0.02)
    return time.monotonic() - begun
