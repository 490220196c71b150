"""How one talks to ClamAV's daemon: a command that ends with NUL, and a file in pieces.

The client of this name on PyPI has stood still for years, and what we need of the protocol fits
on this page. Each piece is preceded by its length; a length of zero ends the file.
"""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator
from pathlib import Path

PIECE = 256 * 1024
LENGTH = struct.Struct(">I")
CONNECTING = 2.0  # seconds
LONGEST_ANSWER = 4096  # bytes


class Away(OSError):
    """The scanner said nothing that can be understood."""


def ask(address: str, command: bytes, path: Path | None = None, *, seconds: float) -> str:
    """Send a command, with a file behind it, and read the answer. Raises OSError."""
    until = time.monotonic() + seconds
    with _connect(address) as line:
        try:
            _send(line, command, until)
            for piece in pieces_of(path) if path else ():
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
        try:
            return socket.create_connection((host.strip("[]"), int(port)), CONNECTING)
        except (ValueError, OverflowError) as error:  # no such host can be, no such port
            raise Away from error
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


def pieces_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
