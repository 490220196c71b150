"""One ZIP of several files, written while it is sent.

The files are stored as they are: they are compressed already. Sizes and checksums stand before
the bytes, where also programs find them that read a ZIP from its beginning, and the length of the
whole is known at once. (`zipfile` would put them behind, as it cannot go back, and then some
phones refuse to unpack.) The price is that each file is read twice.
"""

from __future__ import annotations

import re
import struct
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple
from zipfile import ZipInfo

from flask import Flask, Response
from werkzeug.exceptions import RequestEntityTooLarge

from app import files, here, wib
from app.logs import log
from app.materials.models import MaterialFile
from app.materials.serving import disposition, streamed

HEAD, IN_DIRECTORY = 30, 46  # bytes of a file's two records, without its name
BEHIND = struct.Struct("<3H2L")  # what the second one has more than the first
END = struct.Struct("<4s4H2LH")
MOST = 2**31 - 1  # bytes; more would need another kind of ZIP
UNIX, READABLE = 3, 0o100644 << 16
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
LONGEST = 120  # letters of a name without its extension


class Entry(NamedTuple):
    info: ZipInfo
    stored_as: str


def zip_of(versions: Iterable[MaterialFile]) -> Response:
    """All these files as one download. One whose bytes are gone is left out, and logged."""
    entries = _entries(versions)
    if sum(entry.info.file_size for entry in entries) > MOST:
        raise RequestEntityTooLarge
    length = sum(_length(entry.info) for entry in entries) + END.size
    app = here.app()
    return streamed(_written(app, entries), length, "application/zip", disposition("materi.zip"))


def _entries(versions: Iterable[MaterialFile]) -> list[Entry]:
    entries: list[Entry] = []
    taken: set[str] = set()
    for file in versions:
        try:
            size = files.size(file.stored_as)
        except files.Gone:
            log.error("file is gone", extra={"fields": {"file": file.id}})
            continue
        info = ZipInfo(_free_name(file.name, taken), wib.local(file.added_at).timetuple()[:6])
        info.file_size, info.compress_size, info.CRC = size, size, 0
        entries.append(Entry(info, file.stored_as))
    return entries


def _length(info: ZipInfo) -> int:
    head = len(info.FileHeader(zip64=False))
    return head + info.file_size + head - HEAD + IN_DIRECTORY


def _free_name(name: str, taken: set[str]) -> str:
    """A name that every system can write, unlike all others also where case does not count."""
    clean = FORBIDDEN.sub("_", unicodedata.normalize("NFC", name)).strip(". ")
    path = PurePath(clean or "berkas")
    stem = path.stem[:LONGEST].rstrip(". ")
    wanted, number = f"{stem}{path.suffix}", 1
    while wanted.casefold() in taken:
        number += 1
        wanted = f"{stem} ({number}){path.suffix}"
    taken.add(wanted.casefold())
    return wanted


def _written(app: Flask, entries: Sequence[Entry]) -> Iterator[bytes]:
    """Runs when the request is over: files are opened in short contexts of their own."""
    directory, offset = [], 0
    for info, stored_as in entries:
        with app.app_context():
            info.CRC = _checksum(files.chunks(stored_as))
            content = files.chunks(stored_as)
        head = info.FileHeader(zip64=False)
        directory.append(_in_directory(head, offset))
        offset += len(head) + info.file_size
        yield head
        yield from content
    listed = b"".join(directory)
    count = len(entries)
    yield listed + END.pack(b"PK\5\6", 0, 0, count, count, len(listed), offset, 0)


def _checksum(content: Iterable[bytes]) -> int:
    checksum = 0
    for piece in content:
        checksum = zlib.crc32(piece, checksum)
    return checksum


def _in_directory(head: bytes, offset: int) -> bytes:
    """The record of a file in the list at the end: it repeats the head and tells where it is."""
    made_by = bytes([head[4], UNIX])
    behind = BEHIND.pack(0, 0, 0, READABLE, offset)
    return b"PK\1\2" + made_by + head[4:HEAD] + behind + head[HEAD:]
