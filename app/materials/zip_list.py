"""The list of parts at the end of a ZIP, by which all programs find what is in it."""

from __future__ import annotations

import re
import struct
import zipfile
from typing import BinaryIO

from app.materials.refusal import BOMB, DAMAGED, HIDDEN, Refused

MOST_PARTS = 10_000
MOST_LISTED = 4 * 1024 * 1024  # bytes of the list of parts
MOST_UNPACKED = 400 * 1024 * 1024  # bytes of all parts together
SMALL = 20 * 1024 * 1024  # unpacked bytes up to which any ratio is harmless
MOST_RATIO = 60  # unpacked to packed; pictures are near 1, tables near 15
MOST_BEHIND = 256  # bytes behind the end
END = struct.Struct("<4s4H2IH")
BAD_NAME = re.compile(r"(^|/)\.\.?(/|$)|^/|\\|[\x00-\x1f]|^[A-Za-z]:")


def read_list(file: BinaryIO, size: int) -> tuple[list[zipfile.ZipInfo], int]:
    """The parts in the order in which they lie in the file, and where their list begins.

    Raises Refused for names that lead out of a folder, for doubles, and for bombs: all of that is
    known from the list, before anything is unpacked.
    """
    listed_at = _find(file, size)
    try:
        with zipfile.ZipFile(file) as reader:
            found = sorted(reader.infolist(), key=lambda info: info.header_offset)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise Refused(DAMAGED) from error
    _check_names([info.orig_filename for info in found])
    _check_sizes(found, size)
    return found, listed_at


def _find(file: BinaryIO, size: int) -> int:
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
