"""The process that turns one hostile file into one JPEG, within limits, and ends.

The file comes in on stdin; on stdout goes a line that tells how many pages it has, then the JPEG.
Everything else is a failure: an exit code, and no output worth reading.
"""

from __future__ import annotations

import ctypes
import io
import os
import resource
import signal
import sys
import warnings
from typing import Any

CPU = 10  # seconds
MEMORY = 900 * 1024 * 1024  # bytes of address space
# A file of few bytes can open into gigabytes. Simple JPEGs are decoded at a fraction of their
# size and may be as large as cameras make them; everything else is decoded whole.
MOST_PIXELS, MOST_PIXELS_WHOLE = 120_000_000, 24_000_000
LIKE_JPEG = {"JPEG", "MPO"}  # some phones write a JPEG with a second picture behind it
WORST = 30  # the lowest quality that is tried before the picture gets smaller


TOO_MUCH = 3  # our exit code for a picture that is larger than that


class TooMuch(Exception):
    pass


def main() -> None:
    kind, number, *size, quality, most = sys.argv[2], *map(int, sys.argv[3:])
    limit()
    content = sys.stdin.buffer.read()
    try:
        pages, picture = page(content, number, *size) if kind == "pdf" else photo(content, *size)
    except TooMuch:
        sys.exit(TOO_MUCH)
    jpeg = small_jpeg(picture, quality, most)
    sys.stdout.buffer.write(b"%d\n" % pages + jpeg)


def limit() -> None:
    please_tell_me = 1  # PR_SET_PDEATHSIG
    ctypes.CDLL(None).prctl(please_tell_me, signal.SIGKILL)
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU),
        (resource.RLIMIT_FSIZE, 0),  # pipes are no files
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    os.nice(5)


def page(content: bytes, number: int, width: int, height: int) -> tuple[int, Any]:
    """How many pages a PDF has, and one of them, as large as this many pixels allow."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    if not 1 <= number <= len(document):
        raise IndexError
    sheet = document[number - 1]
    wide, tall = sheet.get_size()
    scale = min(width / max(wide, 1), height / max(tall, 1))
    return len(document), sheet.render(scale=scale, may_draw_forms=False).to_pil()


def photo(content: bytes, width: int, height: int) -> tuple[int, Any]:
    """A picture, upright and at most so large."""
    from PIL import Image, ImageOps

    warnings.simplefilter("ignore")  # our own limits are stricter than Pillow's
    Image.MAX_IMAGE_PIXELS = None
    picture: Any = Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP"))
    simple = picture.format in LIKE_JPEG and not picture.info.get("progressive")
    if picture.width * picture.height > (MOST_PIXELS if simple else MOST_PIXELS_WHOLE):
        raise TooMuch
    if picture.format in LIKE_JPEG:
        picture.draft("RGB", (width, height))
    picture.load()
    if picture.mode in {"1", "P"}:  # these would be made smaller by leaving out dots
        picture = picture.convert("RGBA")
    picture.thumbnail((width, height))
    return 1, ImageOps.exif_transpose(picture)


def small_jpeg(picture: Any, quality: int, most: int) -> bytes:
    """Painted onto fresh paper, so that nothing but colours comes along; at most so many bytes."""
    from PIL import Image

    picture = picture.convert("RGBA")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    while True:
        kept = io.BytesIO()
        paper.save(kept, "JPEG", quality=quality, optimize=True)
        if len(jpeg := kept.getvalue()) <= most:
            return jpeg
        if quality > WORST:
            quality -= 10
        else:
            paper.thumbnail((paper.width * 3 // 4, paper.height * 3 // 4))


if __name__ == "__main__":
    main()
