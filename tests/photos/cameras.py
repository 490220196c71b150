"""What phones send, and what only looks like it."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image

from app.events.models import Event
from tests.browser import Browser

ORIENTATION, DESCRIPTION, MAKER, GPS = 0x0112, 0x010E, 0x010F, 0x8825


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (80, 60), colour: str = "red", **options: Any
) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, kind, **options)
    return file.getvalue()


def snapshot(size: tuple[int, int] = (80, 60)) -> bytes:
    """As a phone takes it: lying on its side, with the place, the maker and a remark."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[DESCRIPTION] = "rahasia di sini"
    exif[MAKER] = "Ponsel Rahasia"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (2.0, 57.0, 30.0)
    return picture(size=size, exif=exif, comment=b"rahasia juga")


def png_that_says(width: int, height: int) -> bytes:
    """A small file that would open into a huge picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        summed = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + summed

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def send(browser: Browser, event: Event, *contents: bytes, **fields: str) -> Any:
    """With the ordinary form, as a browser without a script does it."""
    sent = [(io.BytesIO(content), f"IMG_{n}.jpg") for n, content in enumerate(contents)]
    data = {"request_id": "0" * 32, "foto": sent} | fields
    return browser.post(f"/kegiatan/{event.code}/dokumentasi", data=data)


def send_one(browser: Browser, event: Event, content: bytes, upload_id: str = "a" * 32) -> Any:
    """As the script does it."""
    data = {"foto": (io.BytesIO(content), "IMG_1.jpg")}
    return browser.post(f"/kegiatan/{event.code}/dokumentasi/unggahan/{upload_id}", data=data)
