"""MP4 that do not add up, lean on other files, or hide something."""

from __future__ import annotations

import struct

from tests.materials.hostile.zips import packed, prefixed


def box(name: bytes, *inside: bytes) -> bytes:
    content = b"".join(inside)
    return struct.pack(">I4s", 8 + len(content), name) + content


BRAND = box(b"ftyp", b"isom\0\0\2\0isommp41")
PIXELS = box(b"mdat", bytes(400))


def track(source: bytes) -> bytes:
    sources = box(b"dref", struct.pack(">II", 0, 1), source)
    return box(b"trak", box(b"mdia", box(b"minf", box(b"dinf", sources))))


OWN = track(box(b"url ", b"\0\0\0\1"))
FILM = box(b"moov", box(b"mvhd", bytes(100)), OWN)


def cases() -> list[tuple[str, bytes, int]]:
    good = BRAND + FILM + PIXELS
    archive = packed({"a.exe": b"MZ"})
    elsewhere = track(box(b"url ", b"\0\0\0\0http://jahat.test/a.mp4\0"))
    made = {
        "terpotong.mp4": good[:-100],
        "tanpa-film.mp4": BRAND + PIXELS,
        "tanpa-gambar.mp4": BRAND + FILM,
        "tanpa-trek.mp4": BRAND + box(b"moov", box(b"mvhd", bytes(100))) + PIXELS,
        "zip-di-belakang.mp4": good + archive,
        "zip-mengitari.mp4": prefixed(archive, good),
        "zip-di-kotak.mp4": good + box(b"free", archive),
        "zip-dalam-di-kotak.mp4": good + box(b"free", bytes(16), archive),
        "exe-di-kotak.mp4": good + box(b"skip", b"MZ" + bytes(300)),
        "html-di-kotak.mp4": BRAND + box(b"free", b"\0<html><script>a()</script>") + FILM + PIXELS,
        "sumber-luar.mp4": BRAND + box(b"moov", box(b"mvhd", bytes(100)), elsewhere) + PIXELS,
        "kotak-terlalu-kecil.mp4": BRAND + struct.pack(">I4s", 4, b"moov") + FILM + PIXELS,
        "sisa-di-belakang.mp4": good + b"abc",
        "kotak-tanpa-nama.mp4": good + box(b"\x01\x02\x03\x04", b"a"),
    }
    return [
        *((name, content, 422) for name, content in made.items()),
        ("heic.mp4", box(b"ftyp", b"heic\0\0\0\0mif1heic") + FILM + PIXELS, 415),
        ("merek-asing.mp4", box(b"ftyp", b"abcd\0\0\0\0abcdefgh") + FILM + PIXELS, 415),
        ("musik.mp4", box(b"ftyp", b"M4A \0\0\0\0isommp42") + FILM + PIXELS, 415),
        ("avi.mp4", b"RIFF\0\0\0\0AVI LIST" + bytes(99), 415),
    ]
