"""Small files of the kinds that can be shown, honest and hostile ones."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw

GPS, ORIENTATION = 0x8825, 0x0112


def pdf(pages: int = 1, width: float = 595, height: float = 842) -> bytes:
    document, kept = pypdfium2.PdfDocument.new(), io.BytesIO()
    for _ in range(pages):
        document.new_page(width, height)
    document.save(kept)
    document.close()
    return kept.getvalue()


def picture(kind: str = "JPEG", size: tuple[int, int] = (800, 600), **options: Any) -> bytes:
    """Its left half is red and the rest is white."""
    image, kept = Image.new("RGB", size, "white"), io.BytesIO()
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1]), fill="red")
    image.save(kept, kind, **options)
    return kept.getvalue()


def noise(size: tuple[int, int] = (900, 900)) -> bytes:
    """A picture that no JPEG makes small."""
    kept = io.BytesIO()
    Image.effect_noise(size, 200).save(kept, "PNG")
    return kept.getvalue()


def from_a_phone() -> bytes:
    """Held upright, with the place where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[GPS] = {1: "N", 2: (2.0, 57.0, 54.0)}
    return picture(exif=exif)


def png_bomb(side: int = 30_000) -> bytes:
    """A few kB that open into gigabytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        checked = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + checked

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1_000_000))
    return b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND", b"")


def slow_pdf() -> bytes:
    """One page whose drawing takes about two seconds."""
    return endless_pdf(levels=1, strokes=1000)


def endless_pdf(levels: int = 8, strokes: int = 400) -> bytes:
    """One page whose drawing takes longer than anybody waits."""
    form = b"q 0.5 w 0 0 m 500 700 l S Q\n" * strokes
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
        b"/Resources<</XObject<</A 6 0 R>>>>>>",
        b"<<>>",
        b"<</Length 48>>stream\n" + b"/A Do " * 8 + b"\nendstream",
    ]
    for level in range(levels):
        content = b"/A Do " * 16 if level < levels - 1 else form
        below = b"/Resources<</XObject<</A %d 0 R>>>>" % (7 + level) if level < levels - 1 else b""
        objects.append(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]%s/Length %d>>stream\n%s\nendstream"
            % (below, len(content), content)
        )
    written, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        written
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(written))
    )
