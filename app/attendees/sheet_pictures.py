"""Photos of paper sheets: whatever a phone sends, what we keep is a plain JPEG without a past."""

from __future__ import annotations

import io
import warnings
from threading import BoundedSemaphore

from PIL import Image, ImageOps

KINDS = ("JPEG", "PNG", "WEBP")
LIKE_JPEG = {"JPEG", "MPO"}  # some phones write a JPEG with a second picture behind it
LONGEST_SIDE = 2400  # pixels; enough to read a name on a sheet of A4
QUALITY = 82
# A file of few bytes can open into gigabytes. Simple JPEGs are decoded at a fraction of their
# size and may be as large as cameras make them; everything else is decoded whole.
MOST_PIXELS, MOST_PIXELS_WHOLE = 64_000_000, 24_000_000
AT_ONCE = BoundedSemaphore(2)  # an opened picture takes up to 100 MB

NO_PICTURE = "Berkas ini bukan foto JPG, PNG, atau WebP yang utuh. Pilih foto lain."
TOO_LARGE = "Ukuran foto ini terlalu besar untuk dibuka. Kecilkan, atau foto ulang lembarnya."


class NotAPicture(ValueError):
    """What was sent cannot be kept; the text says what to do next, in Indonesian."""


def as_jpeg(content: bytes) -> bytes:
    """The picture upright, at most 2,400 pixels long, as JPEG, without position or comments.

    The kind is known by the bytes alone, and the size is judged before anything is decoded.
    Raises NotAPicture.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # our own limits are stricter than Pillow's
            with AT_ONCE, Image.open(io.BytesIO(content), formats=KINDS) as picture:
                _measure(picture)
                return _plain(picture)
    except Image.DecompressionBombError as error:
        raise NotAPicture(TOO_LARGE) from error
    except Exception as error:  # whatever a crafted picture makes the library raise
        raise error if isinstance(error, NotAPicture) else NotAPicture(NO_PICTURE) from error


def _measure(picture: Image.Image) -> None:
    simple = picture.format in LIKE_JPEG and not picture.info.get("progressive")
    width, height = picture.size
    if width * height > (MOST_PIXELS if simple else MOST_PIXELS_WHOLE):
        raise NotAPicture(TOO_LARGE)


def _plain(picture: Image.Image) -> bytes:
    """Painted onto fresh paper: nothing but colours comes along."""
    if picture.format in LIKE_JPEG:
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    picture.load()
    if picture.mode in {"1", "P"}:  # scanners; these would be made smaller by leaving out dots
        picture = picture.convert("RGBA")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    kept = io.BytesIO()
    paper.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return kept.getvalue()
