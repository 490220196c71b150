"""Kinds that are not taken, under their own names and under others."""

from __future__ import annotations

from app.materials.signs import EICAR

PROGRAM = b"MZ\x90\0" + bytes(300)
PAGE = b"<!doctype html><html><script>alert(1)</script></html>"
DRAWING = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def cases() -> list[tuple[str, bytes, int]]:
    by_name = {
        "halaman.html": PAGE,
        "halaman.xhtml": PAGE,
        "gambar.svg": DRAWING,
        "skrip.js": b"alert(1)",
        "program.exe": PROGRAM,
        "aplikasi.apk": b"PK\x03\x04" + bytes(50),
        "arsip.zip": b"PK\x03\x04" + bytes(50),
        "makro.docm": b"PK\x03\x04" + bytes(50),
        "lama.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "lama.ppt": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "tanpa-akhiran": b"%PDF-1.7",
        "materi.pdf.exe": PROGRAM,
        "materi.exe\u202efdp.": PROGRAM,
        "eicar.com": EICAR,
    }
    renamed = {
        "program.pdf": PROGRAM,
        "elf.mp4": b"\x7fELF" + bytes(300),
        "halaman.pdf": PAGE,
        "skrip.pptx": b"#!/bin/sh\nid\n",
        "rtf.docx": b"{\\rtf1 a}",
        "rar.docx": b"Rar!\x1a\x07\0" + bytes(50),
        "teks.pdf": b"Ini bukan PDF.",
        "acak.mp4": bytes(range(200)),
        "eicar.pdf": EICAR,
    }
    empty = [(f"kosong.{extension}", b"", 422) for extension in ("pdf", "jpg", "mp4", "odt")]
    return [(name, content, 415) for name, content in {**by_name, **renamed}.items()] + empty
