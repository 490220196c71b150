"""JPG and PNG: a picture from its first byte to its last, and behind it only what phones add.

Phones write more than a picture: a second one (MPO, HDR), a short film (motion photo), notes of
the maker. All of that stays allowed; an archive, a program or a web page behind it does not.
"""

from __future__ import annotations

import mmap
import re
from pathlib import Path

from PIL import Image

from app.materials import signs
from app.materials.refusal import DAMAGED, HIDDEN, Refused

MOST_PIXELS = {"JPEG": 120_000_000, "MPO": 120_000_000, "PNG": 50_000_000}
SMALL = (256, 256)  # JPG: decoded to this size, which needs little memory
MOST_CHUNKS = 200_000  # pieces of a PNG or of the pictures in a JPG
BLANK = re.compile(rb"[\0\xff\s]*")
MARKER = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")  # the next one that is not part of the pixels
PNG_START = 8
HARMLESS = {"", "JPG", "PNG", "MP4", "GIF", "BMP", "TIFF", "WEBP", "XML"}
FORMATS = ("JPEG", "PNG")  # a JPEG of two pictures calls itself MPO once it is open

TOO_LARGE = (
    "Gambar ini terlalu besar. Perkecil sampai sekitar 8000 × 6000 piksel, lalu unggah lagi."
)
ACTIVE = "Gambar ini memuat program tersembunyi. Simpan ulang gambarnya, lalu unggah lagi."


def check(path: Path, _extension: str) -> None:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        end = _end_of_png(data) if data[:1] == b"\x89" else _end_of_jpg(data, 0)
        _check_behind(data, end)
        if signs.ACTIVE.search(data):
            raise Refused(ACTIVE)
    _decode(path)


def _end_of_png(data: mmap.mmap) -> int:
    at = PNG_START
    for _ in range(MOST_CHUNKS):
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        at += 12 + size
        if at > len(data) or not name.isalpha():
            break
        if name == b"IEND":
            return at
    raise Refused(DAMAGED)


def _end_of_jpg(data: mmap.mmap, at: int) -> int:
    at += 2
    for _ in range(MOST_CHUNKS):
        found = MARKER.search(data, at)
        if not found:
            break
        marker, at = data[found.end() - 1], found.end()
        if marker == 0xD9:
            return at
        if marker not in {0x01, 0xD8}:
            at += int.from_bytes(data[at : at + 2], "big")
    raise Refused(DAMAGED)


def _check_behind(data: mmap.mmap, end: int) -> None:
    """More pictures may follow; of the rest we know how it must not begin."""
    if signs.hides_zip(data):
        raise Refused(HIDDEN)
    for _ in range(100):
        blank = BLANK.match(data, end)
        start = blank.end() if blank else end
        if data[start - 1 : start] == b"\xff" and data[start : start + 1] == b"\xd8":
            start -= 1  # FF fills gaps, and it begins a picture
        kind = signs.kind_of(data[start : start + signs.HEAD])
        if kind not in HARMLESS:
            raise Refused(HIDDEN)
        if kind != "JPG":
            return
        try:
            end = _end_of_jpg(data, start)
        except Refused:
            return  # a cut preview; nothing reads it


def _decode(path: Path) -> None:
    """All pixels, once: a picture that is cut or crafted is found here and not by a reader."""
    Image.MAX_IMAGE_PIXELS = None  # we look at the size ourselves
    try:
        with Image.open(path, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS[str(picture.format)]:
                raise Refused(TOO_LARGE)
            picture.draft("RGB", SMALL)
            picture.load()
    except Refused:
        raise
    except Exception as error:  # whatever a crafted picture makes the library raise
        raise Refused(DAMAGED) from error
