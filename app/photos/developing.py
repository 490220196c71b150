"""From whatever a phone sends to two plain JPEGs: upright, small, and without a past.

The original is never kept. It is opened in a process of its own (app.materials.painter), known by
its bytes alone, measured before it is decoded, and painted anew: position, time, maker, comments
and whatever hides behind the picture stay outside.
"""

from __future__ import annotations

import io
from threading import BoundedSemaphore
from typing import NamedTuple

from PIL import Image

from app.materials.painting import Look, TooLarge, Unpaintable, paint_photo
from app.materials.refusal import BROKEN, WRONG_KIND, Refused

# Sixty of them, all that a kegiatan may have, still make a laporan that the press hands out.
PHOTO = Look(1600, 1600, quality=84, most=320_000, patience=30)
THUMBNAIL = Look(480, 480, quality=78, most=60_000, patience=30)
AT_ONCE = BoundedSemaphore(2)  # children; the hall wants its processor, too
QUEUE = 30.0  # seconds to wait until others' photos are done

TAKEN = "JPG, PNG, atau WebP"
EMPTY = "Berkas ini kosong. Periksa foto aslinya, lalu unggah lagi."
APPLE = (
    "Foto HEIC tidak diterima. Di iPhone, buka Pengaturan › Kamera › Format, pilih"
    " “Paling kompatibel”; atau kirim foto ini sebagai JPG, lalu unggah lagi."
)
OTHER = f"Berkas ini bukan foto {TAKEN}. Simpan sebagai JPG, lalu unggah lagi."
DAMAGED = "Foto ini rusak atau tidak utuh. Buka dan simpan ulang sebagai JPG, lalu unggah lagi."
LARGE = "Ukuran foto ini terlalu besar untuk dibuka. Perkecil fotonya, lalu unggah lagi."
BUSY = "Pemeriksaan foto sedang ramai. Tunggu sebentar, lalu unggah lagi."

HEIC = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"}


class Developed(NamedTuple):
    photo: bytes
    thumbnail: bytes
    width: int
    height: int


def develop(content: bytes) -> Developed:
    """Both sizes of a photo. Raises Refused: 415 for another kind, 422, 413, or 503 when busy."""
    _know(content)
    if not AT_ONCE.acquire(timeout=QUEUE):
        raise Refused(BUSY, 503)
    try:
        photo = paint_photo(content, PHOTO)
        thumbnail = paint_photo(photo, THUMBNAIL)
    except TooLarge as error:
        raise Refused(LARGE, 413) from error
    except Unpaintable as error:
        raise Refused(DAMAGED, BROKEN) from error
    finally:
        AT_ONCE.release()
    with Image.open(io.BytesIO(photo), formats=["JPEG"]) as picture:
        return Developed(photo, thumbnail, *picture.size)


def _know(content: bytes) -> None:
    """What its first bytes say, whatever its name says."""
    if not content:
        raise Refused(EMPTY)
    if content[4:8] == b"ftyp" and content[8:12] in HEIC:
        raise Refused(APPLE, WRONG_KIND)
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    if not (is_webp or content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))):
        raise Refused(OTHER, WRONG_KIND)
