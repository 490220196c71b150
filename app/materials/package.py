"""A ZIP that holds a document, opened with care: nothing hidden, nothing doubled, no bomb.

Programs differ in how they read a crooked ZIP, and that is where things hide: what we judged must
be what everybody else unpacks. Parts are unpacked piece by piece, never to disk.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from app.materials.refusal import Refused

MOST_PARTS = 10_000
MOST_LISTED = 4 * 1024 * 1024  # bytes of the list of parts
MOST_UNPACKED = 400 * 1024 * 1024  # bytes of all parts together
SMALL = 20 * 1024 * 1024  # unpacked bytes up to which any ratio is harmless
MOST_RATIO = 60  # unpacked to packed; pictures are near 1, tables near 15
MOST_GAP = 64  # bytes between parts; sizes that are written behind a part need 24
MOST_BEHIND = 256  # bytes behind the end
PIECE = 256 * 1024
STORED, DEFLATED = 0, 8
LOCKING_FLAGS = 0x2041  # encrypted, strongly encrypted, its names hidden
UTF8_FLAG = 0x800
END = struct.Struct("<4s4H2IH")
LOCAL = struct.Struct("<4s5H3I2H")
BAD_NAME = re.compile(r"(^|/)\.\.?(/|$)|^/|\\|[\x00-\x1f]|^[A-Za-z]:")

DAMAGED = (
    "Berkas ini rusak atau tidak utuh. Buka dan simpan ulang di program aslinya, lalu unggah lagi."
)
HIDDEN = (
    "Berkas ini memuat data lain yang tersembunyi."
    " Buka dan simpan ulang di program aslinya, lalu unggah lagi."
)
BOMB = (
    "Isi berkas ini terlalu besar setelah dibuka."
    " Perkecil gambar atau tabel di dalamnya, lalu unggah lagi."
)
LOCKED = "Berkas ini terkunci kata sandi. Simpan ulang tanpa kata sandi, lalu unggah lagi."


class Part(NamedTuple):
    name: str
    method: int
    start: int  # of its packed bytes
    packed: int
    size: int
    crc: int


class Package:
    """The parts of a ZIP in the order in which they lie in the file."""

    def __init__(self, file: BinaryIO) -> None:
        """Raises Refused unless every byte of the file belongs to exactly one part."""
        self.file = file
        self.size = file.seek(0, 2)
        listed_at = _find_list(file, self.size)
        try:
            with zipfile.ZipFile(file) as reader:
                found = sorted(reader.infolist(), key=lambda info: info.header_offset)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
            raise Refused(DAMAGED) from error
        _check_names([info.orig_filename for info in found])
        _check_sizes(found, self.size)
        self.parts: dict[str, Part] = {}
        end = 0
        for info in found:
            part = self._locate(info, end)
            end = part.start + part.packed
            self.parts[part.name] = part
        if not 0 <= listed_at - end <= MOST_GAP:
            raise Refused(HIDDEN)

    def _locate(self, info: zipfile.ZipInfo, end: int) -> Part:
        if info.flag_bits & LOCKING_FLAGS:
            raise Refused(LOCKED)
        gap = info.header_offset - end
        if gap < 0 or gap > (MOST_GAP if end else 0):
            raise Refused(HIDDEN)
        self.file.seek(info.header_offset)
        head = self.file.read(LOCAL.size)
        if len(head) < LOCAL.size or not head.startswith(b"PK\x03\x04"):
            raise Refused(DAMAGED)
        method, (named, extra) = LOCAL.unpack(head)[3], LOCAL.unpack(head)[-2:]
        name = info.orig_filename.encode("utf-8" if info.flag_bits & UTF8_FLAG else "cp437")
        if self.file.read(named) != name or method != info.compress_type:
            raise Refused(HIDDEN)  # one name for those who read the list, another for the rest
        if method not in {STORED, DEFLATED}:
            raise Refused(DAMAGED)
        start = info.header_offset + LOCAL.size + named + extra
        return Part(info.orig_filename, method, start, info.compress_size, info.file_size, info.CRC)

    def pieces(self, part: Part) -> Iterator[bytes]:
        """The unpacked bytes. Raises Refused as soon as they are not what the list says."""
        made = crc = 0
        for piece in self._stored(part) if part.method == STORED else self._inflated(part):
            made, crc = made + len(piece), zlib.crc32(piece, crc)
            if made > part.size:
                raise Refused(BOMB)
            yield piece
        if made != part.size or crc != part.crc:
            raise Refused(DAMAGED)

    def read(self, name: str, most: int) -> bytes:
        part = self.parts[name]
        if part.size > most:
            raise Refused(BOMB)
        return b"".join(self.pieces(part))

    def _stored(self, part: Part) -> Iterator[bytes]:
        for at in range(part.start, part.start + part.packed, PIECE):
            self.file.seek(at)
            yield self.file.read(min(PIECE, part.start + part.packed - at))

    def _inflated(self, part: Part) -> Iterator[bytes]:
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for packed in self._stored(part):
                while packed:
                    yield inflate.decompress(packed, PIECE)
                    packed = inflate.unconsumed_tail
            while piece := inflate.decompress(b"", PIECE):
                yield piece
        except zlib.error as error:
            raise Refused(DAMAGED) from error
        if not inflate.eof:
            raise Refused(DAMAGED)
        if inflate.unused_data:
            raise Refused(HIDDEN)


def _find_list(file: BinaryIO, size: int) -> int:
    """Where the list of parts begins; right behind it the file must end."""
    file.seek(max(0, size - 0xFFFF - END.size))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + END.size:
        raise Refused(DAMAGED)
    _, _, _, _, count, listed, start, _ = END.unpack_from(tail, at)
    end = size - len(tail) + at
    if count > MOST_PARTS or listed > MOST_LISTED:
        raise Refused(BOMB)
    if len(tail) - at - END.size > MOST_BEHIND or start + listed != end:
        raise Refused(HIDDEN)
    if tail[max(0, at - 20) : at].startswith(b"PK\x06\x07"):
        raise Refused(DAMAGED)  # a second list for files above 4 GB, which this is not
    return start


def _check_names(names: list[str]) -> None:
    if any(BAD_NAME.search(name) for name in names):
        raise Refused(HIDDEN)
    if len({name.casefold() for name in names}) < len(names):
        raise Refused(HIDDEN)


def _check_sizes(found: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(info.file_size for info in found)
    if len(found) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise Refused(BOMB)
    if unpacked > SMALL and unpacked > MOST_RATIO * size:
        raise Refused(BOMB)
