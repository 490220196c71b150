"""Reads and makes electronic signatures, each in a process of its own (see `notary_worker`).

Here nothing of pyHanko is loaded. Key and passphrase pass through a pipe: they stand in no file,
no environment, no list of processes and no log.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import suppress
from typing import Any, NamedTuple

from flask import current_app

from app.config import ROOT
from app.logs import log
from app.materials.refusal import Refused
from app.papers import frames

AT_ONCE = threading.BoundedSemaphore(2)
QUEUE = 5.0  # seconds to wait until others are done
PATIENCE = 24.0  # seconds for one file

BUSY = "Pemeriksaan tanda tangan sedang ramai. Tunggu sebentar, lalu coba lagi."
UNREADABLE = (
    "Tanda tangan pada berkas ini tidak dapat diperiksa: berkasnya rusak atau terlalu rumit."
    " Tanda tangani lagi dokumen yang diterbitkan, lalu unggah hasilnya."
)
START = (
    "import sys, types; app = types.ModuleType('app'); app.__path__ = [sys.argv[1]];"
    " sys.modules['app'] = app; from app.papers.notary_worker import main; main()"
)


class Key(NamedTuple):
    """What somebody signs with. Never kept, never written down."""

    content: bytes  # PKCS#12
    passphrase: str
    reason: str = ""
    location: str = ""

    def __repr__(self) -> str:
        return "Key(…)"


def read(content: bytes, size: int) -> list[dict[str, Any]]:
    """Who has signed a PDF whose first `size` bytes are as issued. Raises Refused."""
    answer, _ = _in_turn({"size": size}, content)
    signers: list[dict[str, Any]] = answer["signers"]
    return signers


def sign(pdf: bytes, size: int, key: Key) -> tuple[bytes, list[dict[str, Any]]]:
    """The PDF with one signature more, and who has signed it by now. Raises Refused."""
    asked = key._asdict() | {"key": len(key.content), "size": size}
    answer, signed = _in_turn(asked, pdf + asked.pop("content"))
    return signed, answer["signers"]


def _in_turn(asked: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    if not AT_ONCE.acquire(timeout=QUEUE):
        raise Refused(BUSY, 503)
    try:
        answer, made = _ask(asked | {"trust": current_app.config["TRUST"]}, content)
    except (EOFError, OSError, ValueError) as error:  # it died before it could say anything
        log.warning("signature unread", extra={"fields": {"error": type(error).__name__}})
        raise Refused(UNREADABLE) from None
    finally:
        AT_ONCE.release()
    if "refused" in answer:
        raise Refused(str(answer["refused"]))
    return answer, made


def _ask(asked: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    child = subprocess.Popen(  # noqa: S603 - our own interpreter, fixed words
        [sys.executable, "-I", "-B", "-W", "ignore", "-c", START, str(ROOT / "app")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # its warnings quote the file
        cwd=ROOT,
        env={name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ},
    )
    alarm = threading.Timer(PATIENCE, child.kill)
    alarm.daemon = True
    alarm.start()
    try:
        frames.send(child.stdin, asked, content)  # type: ignore[arg-type]
        return frames.receive(child.stdout)  # type: ignore[arg-type]
    finally:
        alarm.cancel()
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            _close(pipe)


def _close(pipe: Any) -> None:
    with suppress(OSError):  # what was not yet sent goes nowhere
        pipe.close()
