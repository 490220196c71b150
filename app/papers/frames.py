"""How the web process and its PDF worker talk: a JSON header and bytes, each with its length.

Several pieces of bytes travel as one, with their names and sizes in the header.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from typing import IO, Any

LENGTHS = struct.Struct(">II")  # of the header, of the bytes behind it


def send(pipe: IO[bytes], header: dict[str, Any], content: bytes = b"") -> None:
    text = json.dumps(header).encode()
    pipe.write(LENGTHS.pack(len(text), len(content)) + text + content)
    pipe.flush()


def receive(pipe: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """Wait for the next frame. Raises EOFError when the other side has gone."""
    text, content = LENGTHS.unpack(_exactly(pipe, LENGTHS.size))
    return json.loads(_exactly(pipe, text)), _exactly(pipe, content)


def pack(pieces: Mapping[str, bytes]) -> tuple[list[tuple[str, int]], bytes]:
    """Names and sizes for the header, and the bytes one after the other."""
    return [(name, len(piece)) for name, piece in pieces.items()], b"".join(pieces.values())


def unpack(sizes: Sequence[tuple[str, int]], content: bytes) -> dict[str, bytes]:
    pieces, begin = {}, 0
    for name, size in sizes:
        pieces[name] = content[begin : begin + size]
        begin += size
    return pieces


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    content = pipe.read(size)
    if len(content) != size:
        raise EOFError
    return content
