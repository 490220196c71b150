"""The emblem on the letterhead: an uploaded picture, drawn anew before we keep it.

What is kept is our own PNG: no place of the photograph, no second format hidden behind the first.
Earlier emblems stay in the folder, because the papers of finished kegiatan still show them.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from threading import BoundedSemaphore

from PIL import Image, ImageOps

MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 24_000_000  # a camera of a phone; decoded it takes about 100 MB
LONGEST_SIDE = 600  # px; 25 mm on paper at 600 dpi
AT_ONCE = BoundedSemaphore(2)
FORMATS = ("PNG", "JPEG", "WEBP")


class NotAPicture(ValueError):
    """The upload cannot be the emblem; the text says what to do next, in Indonesian."""


def redraw(content: bytes) -> bytes:
    """The picture as a clean PNG of at most 600 px. Raises NotAPicture."""
    if not content:
        raise NotAPicture("Berkas ini kosong. Pilih berkas gambar yang lain.")
    if len(content) > MOST_BYTES:
        raise NotAPicture("Ukuran berkas melebihi 2 MB. Perkecil gambarnya, lalu unggah lagi.")
    if _is_markup(content):
        raise NotAPicture(
            "Berkas SVG tidak diterima karena dapat memuat program."
            " Simpan gambarnya sebagai PNG, lalu unggah lagi."
        )
    try:
        with AT_ONCE, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Pillow, about size: we look at it ourselves
            picture = _decode(content)
    except Exception:  # whatever a crafted picture makes the library raise
        raise NotAPicture("Gambar ini tidak terbaca. Gunakan berkas PNG, JPG, atau WebP.") from None
    if picture is None:
        raise NotAPicture("Gambar ini terlalu besar. Perkecil sampai 4000 × 4000 piksel.")
    return _as_png(picture)


def _is_markup(content: bytes) -> bool:
    start = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(b"<") or start.startswith(b"\x1f\x8b")  # SVG, and SVG in gzip


def _decode(content: bytes) -> Image.Image | None:
    """The picture upright, without anything written beside its pixels; None if it is too large."""
    with Image.open(BytesIO(content), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            return None
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # JPEG: decode no more than needed
        upright = ImageOps.exif_transpose(picture)
        return upright.convert("RGBA" if upright.has_transparency_data else "RGB")


def _as_png(picture: Image.Image) -> bytes:
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    file = BytesIO()
    bare.save(file, "PNG", optimize=True)
    return file.getvalue()
