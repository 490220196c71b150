"""The malware scanner: ClamAV's daemon, asked over its socket in its own short protocol.

The client `clamd` on PyPI has stood still for years, and what we need of the protocol fits on
this page: a command ends with NUL, a file goes in pieces that are preceded by their length.
Without a scanner one file is still refused: EICAR, by which people test scanners.
"""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from flask import current_app

from app import wib
from app.columns import now
from app.logs import log
from app.materials.members import MALWARE
from app.materials.refusal import Refused
from app.materials.signs import EICAR
from app.materials.states import Scan

PIECE = 256 * 1024
LENGTH = struct.Struct(">I")
CONNECTING = 2.0  # seconds
ASKING = 3.0  # for its version
SCANNING = 60.0  # for one file, all in all
LONGEST_ANSWER = 4096  # bytes
OLD = 7  # days; signatures come several times a day
UNDECIDED = "Heuristics.Limits.Exceeded"  # found too large or too deep, not found bad


class Away(OSError):
    """The scanner did not answer, or could not say anything about the file."""


class State(NamedTuple):
    """For the admin page. Without signatures the daemon runs, but knows nothing."""

    configured: bool
    reachable: bool = False
    version: str = ""
    signatures: date | None = None

    @property
    def is_old(self) -> bool:
        return self.signatures is None or (wib.today(now()) - self.signatures).days > OLD


def scan(path: Path) -> Scan:
    """What is known of a complete local file. Raises Refused for malware."""
    if _contains_eicar(path):
        raise _malware("EICAR")
    address = current_app.config["CLAMAV"]
    if not address:
        return Scan.NONE
    try:
        answer = _ask(address, b"zINSTREAM\0", path, seconds=SCANNING)
    except OSError as error:
        log.warning("scanner away", extra={"fields": {"error": type(error).__name__}})
        return Scan.WAITING
    if answer.endswith(" FOUND") and UNDECIDED not in answer:
        raise _malware(answer.removeprefix("stream: ").removesuffix(" FOUND"))
    if answer == "stream: OK":
        return Scan.CLEAN
    log.warning("scanner undecided", extra={"fields": {"answer": answer}})
    return Scan.WAITING


def state() -> State:
    """Whether the scanner answers now, and how old its signatures are."""
    address = current_app.config["CLAMAV"]
    if not address:
        return State(configured=False)
    try:
        answer = _ask(address, b"zVERSION\0", seconds=ASKING)
    except OSError:
        return State(configured=True)
    program, *more = answer.split("/")  # ClamAV 1.4.6/27500/Mon Nov 24 09:26:47 2025
    return State(True, True, program, _day(more[-1]) if len(more) == 2 else None)


def _malware(name: str) -> Refused:
    log.warning("malware", extra={"fields": {"name": name}})
    return Refused(MALWARE)


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text.strip(), "%a %b %d %H:%M:%S %Y").replace(tzinfo=UTC).date()
    except ValueError:
        return None


def _contains_eicar(path: Path) -> bool:
    rest = b""
    for piece in _pieces(path):
        if EICAR in rest + piece:
            return True
        rest = piece[-len(EICAR) :]
    return False


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _ask(address: str, command: bytes, path: Path | None = None, *, seconds: float) -> str:
    """Send a command, with a file behind it, and read the answer. Raises OSError."""
    until = time.monotonic() + seconds
    with _connect(address) as line:
        try:
            _send(line, command, until)
            for piece in _pieces(path) if path else ():
                _send(line, LENGTH.pack(len(piece)) + piece, until)
            if path:
                _send(line, LENGTH.pack(0), until)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it has heard enough, and may have said why
        return _receive(line, until)


def _connect(address: str) -> socket.socket:
    family, _, place = address.partition(":")  # app.config has seen that it is one of these
    if family == "tcp":
        host, _, port = place.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), CONNECTING)
    line = socket.socket(socket.AF_UNIX)
    try:
        line.settimeout(CONNECTING)
        line.connect(place)
    except OSError:
        line.close()
        raise
    return line


def _send(line: socket.socket, content: bytes, until: float) -> None:
    line.settimeout(_left(until))
    line.sendall(content)


def _receive(line: socket.socket, until: float) -> str:
    answer = b""
    while not answer.endswith(b"\0"):
        line.settimeout(_left(until))
        piece = line.recv(LONGEST_ANSWER)
        answer += piece
        if not piece or len(answer) > LONGEST_ANSWER:
            raise Away
    return answer[:-1].decode("utf-8", "replace")


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
