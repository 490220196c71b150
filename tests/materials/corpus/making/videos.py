"""Short films by ffmpeg, in the wrappings that phones and programs use."""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path

SOURCE = ["-f", "lavfi", "-i", "testsrc=size=64x48:rate=5:duration=1"]
SOUND = ["-f", "lavfi", "-i", "sine=frequency=440:duration=1", "-c:a", "aac", "-b:a", "16k"]
FILM = ["-c:v", "libx264", "-pix_fmt", "yuv420p"]

FILMS = {
    "video-isom.mp4": FILM,
    "video-bersuara.mp4": [*SOUND, *FILM, "-shortest"],
    "video-mulai-cepat.mp4": [*FILM, "-movflags", "+faststart"],
    "video-berfragmen.mp4": [*FILM, "-movflags", "frag_keyframe+empty_moov", "-brand", "iso5"],
    "video-mp42.mp4": [*FILM, "-brand", "mp42"],
    "video-3gp.mp4": ["-c:v", "mpeg4", "-f", "3gp"],
    "video-iphone-qt.mp4": [*FILM, "-f", "mov", "-metadata", "make=Apple"],
    "video-mpeg4.mp4": ["-c:v", "mpeg4"],
}


def make(folder: Path, scratch: Path) -> None:
    for name, options in FILMS.items():
        command = ["ffmpeg", "-loglevel", "error", "-y", *SOURCE, *options, str(folder / name)]
        subprocess.run(command, check=True, timeout=60)
    film = (folder / "video-isom.mp4").read_bytes()
    (folder / "video-samsung-sefd.mp4").write_bytes(film + box(b"sefd", b"\0\0\x01\x0aImage_UTC"))
    (folder / "video-kotak-64-bit.mp4").write_bytes(_with_long_mdat(film))
    (folder / "video-nol-di-akhir.mp4").write_bytes(film + bytes(512))


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), name) + content


def _with_long_mdat(film: bytes) -> bytes:
    """As iPhones write it. ffmpeg leaves eight free bytes before mdat for that very purpose."""
    at = film.index(b"mdat") - 4
    size = int.from_bytes(film[at : at + 4], "big")
    assert film[at - 8 : at] == b"\0\0\0\x08free"
    return film[: at - 8] + struct.pack(">I4sQ", 1, b"mdat", size + 8) + film[at + 8 :]
