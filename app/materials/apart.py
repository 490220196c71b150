"""Judge a file in a process of its own: short-lived, without our secrets, within limits.

Libraries that read PDF and pictures have been broken by crafted files before. Here such a file
can use up or break nothing but this one process, and whoever signs in meanwhile does not wait.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

from app import turns
from app.config import ROOT
from app.logs import log
from app.materials.refusal import BROKEN, WRONG_KIND, Refused

AT_ONCE = threading.BoundedSemaphore(2)
QUEUE = 30.0  # seconds to wait until others' files are done
IN_LINE = threading.BoundedSemaphore(16)  # of our threads; the others answer everybody else
PATIENCE = 30.0  # seconds for one file, waiting for disk and processor included
LONGEST_ANSWER = 4096  # bytes

UNCHECKED = (
    "Berkas tidak dapat diperiksa: isinya terlalu rumit atau rusak."
    " Simpan ulang berkasnya, atau simpan sebagai PDF yang baru, lalu unggah lagi."
)
BUSY = "Pemeriksaan berkas sedang ramai. Tunggu sebentar, lalu unggah lagi."

# As for papers: an `app` that is nothing but the folder, not the whole web application.
START = (
    "import sys, types; app = types.ModuleType('app'); app.__path__ = [sys.argv[1]];"
    " sys.modules['app'] = app; from app.materials.judging import main; main(*sys.argv[2:])"
)


class Busy(Refused):
    """Too many files at once; this one was not looked at (503)."""

    def __init__(self) -> None:
        super().__init__(BUSY, 503)


def judge_apart(path: Path, extension: str) -> None:
    """Raises Refused for what is not taken, and for what could not be judged to the end."""
    answer = _in_turn(path, extension)
    if answer is None:
        log.warning("file unchecked", extra={"fields": {"extension": extension}})
        raise Refused(UNCHECKED)
    if "refused" in answer:
        raise Refused(
            str(answer["refused"]), WRONG_KIND if answer["code"] == WRONG_KIND else BROKEN
        )


@turns.let_others()
def _in_turn(path: Path, extension: str) -> dict[str, object] | None:
    """What `_ask` says. Raises Busy, at once where too many wait already."""
    if not IN_LINE.acquire(blocking=False):
        raise Busy
    try:
        if not AT_ONCE.acquire(timeout=QUEUE):
            raise Busy
        try:
            return _ask(path, extension)
        finally:
            AT_ONCE.release()
    finally:
        IN_LINE.release()


def _ask(path: Path, extension: str) -> dict[str, object] | None:
    """What the process says; None if it died before it could say anything."""
    child = subprocess.Popen(  # noqa: S603 - our own interpreter, fixed words and a path of ours
        [
            *(sys.executable, "-I", "-B", "-W", "ignore", "-c", START),
            *(str(ROOT / "app"), str(path.resolve()), extension),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # its warnings quote the file
        cwd="/",
        env={name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ},
    )
    alarm = threading.Timer(PATIENCE, child.kill)
    alarm.daemon = True
    alarm.start()
    try:
        with child.stdout as pipe:  # type: ignore[union-attr]
            said = pipe.read(LONGEST_ANSWER)
        child.wait()
    finally:
        alarm.cancel()
        child.kill()
    return _read(said) if child.returncode == 0 else None


def _read(said: bytes) -> dict[str, object] | None:
    try:
        answer = json.loads(said)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None
