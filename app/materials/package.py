"""A ZIP that holds a document, opened with care: nothing hidden, nothing doubled, no bomb.

Programs differ in how they read a crooked ZIP, and that is where things hide: what we judged must
be what everybody else unpacks. Parts are unpacked piece by piece, never to disk.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from app.materials.refusal import BOMB, DAMAGED, HIDDEN, LOCKED, Refused
from app.materials.zip_list import read_list

MOST_GAP = 64  # bytes between parts; sizes that are written behind a part need 24
PIECE = 256 * 1024
STORED, DEFLATED = 0, 8
LOCKING_FLAGS = 0x2041  # encrypted, strongly encrypted, its names hidden
UTF8_FLAG = 0x800
LOCAL = struct.Struct("<4s5H3I2H")


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
        found, listed_at = read_list(file, self.size)
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
