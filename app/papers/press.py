"""The web process's side of the PDF worker: start it, hand it papers one by one, replace it.

The worker is started at the first paper and kept warm. What hangs or runs wild is killed after
its patience (see `job.Limits`), so an answer comes within half a minute whatever happens.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from typing import Any, NamedTuple

from app import turns
from app.config import ROOT
from app.logs import log
from app.papers import frames
from app.papers.job import Job as Job
from app.papers.job import Seal as Seal
from app.papers.job import limits_of, pack

QUEUE = 5.0  # seconds to wait until the paper before is done

# `import app` would load the whole web application into the worker (45 MB, 0.6 s): it gets an
# `app` that is nothing but the folder.
START = (
    "import sys, types; app = types.ModuleType('app'); app.__path__ = [sys.argv[1]];"
    " sys.modules['app'] = app; from app.papers.worker import main; main()"
)


class NoPaper(Exception):
    """The paper could not be made this time."""


class Busy(NoPaper):
    """Somebody else's paper takes long; ours was not begun."""


class Made(NamedTuple):
    content: bytes
    cpu: float  # seconds
    peak_mb: int  # of the worker, so far


class Press:
    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._worker: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    @turns.let_others()
    def make(self, job: Job) -> Made:
        """Print one paper. Raises Busy when it is not our turn in time, NoPaper when it fails."""
        if not self._turn.acquire(timeout=QUEUE):
            raise Busy
        try:
            header, content = self._ask(job)
        except (EOFError, OSError) as error:
            header, content = {"error": type(error).__name__}, b""
        finally:
            self._turn.release()
        if "error" in header:
            log.error("paper", extra={"fields": header})
            raise NoPaper(header["error"])
        log.info("paper", extra={"fields": header | {"bytes": len(content)}})
        return Made(content, header["cpu"], header["peak_mb"])

    def stop(self) -> None:
        """End the worker; the next paper starts another one."""
        if self._worker is not None:
            self._worker.kill()
            self._worker.wait()
            for pipe in (self._worker.stdin, self._worker.stdout):
                _close(pipe)
            self._worker = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _ask(self, job: Job) -> tuple[dict[str, Any], bytes]:
        worker = self._warm_worker()
        alarm = threading.Timer(limits_of(job).patience, worker.kill)
        alarm.daemon = True
        alarm.start()
        try:
            frames.send(worker.stdin, *pack(job))  # type: ignore[arg-type]
            header, content = frames.receive(worker.stdout)  # type: ignore[arg-type]
        except (EOFError, OSError):
            self.stop()
            raise
        finally:
            alarm.cancel()
        if "error" in header:
            self.stop()
        return header, content

    def _warm_worker(self) -> subprocess.Popen[bytes]:
        if self._worker is None or self._worker.poll() is not None:
            self.stop()
            self._folder = tempfile.TemporaryDirectory(prefix="balai-papers-")
            self._worker = subprocess.Popen(  # noqa: S603 - our own interpreter, fixed words
                [sys.executable, "-W", "ignore", "-c", START, str(ROOT / "app")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # its warnings quote the paper
                cwd=ROOT,
                env=_environment(self._folder.name),
            )
        return self._worker


def _environment(folder: str) -> dict[str, str]:
    """No secrets of ours, no fonts of the machine, and a place for its files that we clear away."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    conf = str(ROOT / "static" / "fonts" / "fonts.conf")
    return kept | {"TMPDIR": folder, "HOME": folder, "FONTCONFIG_FILE": conf, "LANG": "C.UTF-8"}


def _close(pipe: Any) -> None:
    with suppress(OSError):  # what was not yet sent goes nowhere
        pipe.close()


press = Press()
atexit.register(press.stop)
