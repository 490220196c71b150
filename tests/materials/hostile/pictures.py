"""Pictures with something behind them, too large ones, and what only calls itself a picture."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image

from app.materials.signs import EICAR
from tests.materials.hostile.zips import packed, prefixed

SCRIPT = b"<script>alert(1)</script>"


def picture(kind: str, **options: object) -> bytes:
    file = BytesIO()
    Image.linear_gradient("L").resize((64, 64)).save(file, kind, **options)
    return file.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, rows: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def cases() -> list[tuple[str, bytes, int]]:
    jpg, layar = picture("JPEG"), picture("PNG")
    archive = packed({"a.exe": b"MZ"})
    flipped = bytearray(layar)
    flipped[-20] ^= 0xFF
    made = {
        "zip-di-belakang.jpg": jpg + archive,
        "zip-mengitari.png": prefixed(archive, layar),
        "zip-setelah-nol.jpg": jpg + bytes(500) + archive,
        "zip-setelah-catatan.jpg": jpg + bytes(range(1, 200)) * 9 + archive,
        "exe-di-belakang.jpg": jpg + b"MZ" + bytes(500),
        "rar-di-belakang.jpg": jpg + b"Rar!\x1a\x07\x01\0" + bytes(50),
        "pdf-di-belakang.png": layar + b"%PDF-1.7\n",
        "html-di-belakang.jpg": jpg + b"<html><body>" + SCRIPT,
        "skrip-jauh-di-belakang.jpg": jpg + bytes(range(1, 200)) * 9 + SCRIPT,
        "php-di-belakang.png": layar + b"<?php system($_GET['a']); ?>",
        "php-di-komentar.jpg": picture("JPEG", comment="<?php system('id'); ?>"),
        "zip-setelah-foto-kedua.jpg": jpg + jpg + archive,
        "terlalu-banyak-piksel.png": png(30_000, 30_000, b""),
        "terpotong.jpg": jpg[:-80],
        "terpotong.png": layar[:-30],
        "tanpa-piksel.png": png(64, 64, b"\0"),
        "jumlah-salah.png": bytes(flipped),
    }
    return [
        *((name, content, 422) for name, content in made.items()),
        ("svg.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 415),
        ("svg-utf16.jpg", '<svg onload="alert(1)"/>'.encode("utf-16"), 415),
        ("png-bernama.jpg", layar, 415),
        ("gif.png", b"GIF89a" + bytes(50), 415),
        ("eicar.jpg", EICAR, 415),
    ]
