"""Pictures as phones and screens make them, with all that they write beside the pixels."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, PngImagePlugin

ORIENTATION, MAKE, MODEL, MAKER_NOTE = 0x0112, 0x010F, 0x0110, 0x927C
EXIF_IFD, GPS_IFD = 0x8769, 0x8825


def make(folder: Path, scratch: Path) -> None:
    film = (folder / "video-mp42.mp4").read_bytes()
    for name, content in {**phones(film), **screens()}.items():
        (folder / name).write_bytes(content)


def scene(mode: str = "RGB", size: tuple[int, int] = (160, 120)) -> Image.Image:
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((20, 20, 90, 90), fill=(200, 60, 40))
    draw.text((30, 60), "Aula Dinas", fill=(255, 255, 255))
    return picture.convert(mode)


def jpg(picture: Image.Image | None = None, **options: Any) -> bytes:
    file = BytesIO()
    (picture or scene()).save(file, "JPEG", quality=60, **options)
    return file.getvalue()


def png(picture: Image.Image | None = None, **options: Any) -> bytes:
    file = BytesIO()
    (picture or scene()).save(file, "PNG", **options)
    return file.getvalue()


def exif(orientation: int, make: str = "samsung", model: str = "SM-A057F") -> Image.Exif:
    tags = Image.Exif()
    tags[ORIENTATION], tags[MAKE], tags[MODEL] = orientation, make, model
    tags.get_ifd(EXIF_IFD)[MAKER_NOTE] = b"\x07\0\x01\0\x07\0\x04\0\0\0" + bytes(range(256)) * 3
    place = tags.get_ifd(GPS_IFD)
    place[1], place[2] = "N", (2.0, 57.0, 58.0)
    place[3], place[4] = "E", (99.0, 48.0, 3.0)
    return tags


def xmp(words: str) -> bytes:
    return (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
        b' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        + words.encode()
        + b"/></rdf:RDF></x:xmpmeta>"
    )


def phones(film: bytes) -> dict[str, bytes]:
    photo = jpg(exif=exif(6))
    camera = 'xmlns:GCamera="http://ns.google.com/photos/1.0/camera/" GCamera:'
    motion = xmp(f'{camera}MotionPhoto="1" {camera}MotionPhotoVersion="1"')
    old_motion = xmp(f'{camera}MicroVideo="1" {camera}MicroVideoOffset="{len(film)}"')
    map_of_light = jpg(scene("L", (40, 30)))
    return {
        "foto-tegak.jpg": photo,
        "foto-terbalik.jpeg": jpg(exif=exif(3, "Xiaomi", "23053RN02A")),
        "foto-mendatar.jpg": jpg(exif=exif(1, "OPPO", "CPH2579")),
        "foto-cermin.jpg": jpg(exif=exif(5, "Apple", "iPhone 12")),
        "foto-dua-gambar.jpg": _mpo(),
        "foto-bergerak-google.jpg": jpg(exif=exif(1, "Google"), xmp=motion) + film,
        "MVIMG_20260204_091422.jpg": jpg(exif=exif(1, "Google"), xmp=old_motion) + film,
        "foto-bergerak-samsung.jpg": photo + samsung(film),
        "foto-samsung-waktu.jpg": photo + samsung(None),
        "foto-ultra-hdr.jpg": photo + map_of_light,
        "foto-hdr-bergerak.jpg": photo + map_of_light + film,
        "foto-vivo.jpg": photo + b'vivo{"rear_camera":1,"portrait":"off"}' + bytes(24),
        "foto-huawei-kedalaman.jpg": photo + b"\0edof\0" + bytes(range(256)) * 20 + b"DepthEn",
        "foto-isi-nol.jpg": photo + bytes(2048),
        "foto-progresif.jpg": jpg(progressive=True),
        "foto-hitam-putih.jpg": jpg(scene("L")),
        "foto-cmyk.jpg": jpg(scene("CMYK")),
        "foto-komentar.jpg": jpg(comment="Sosialisasi <b>BPJS</b> di Aula, 4 Februari 2026"),
    }


def samsung(film: bytes | None) -> bytes:
    """Blocks with names, then a list of them (SEFH … SEFT) that is read from the end."""
    blocks = [(0x0A01, b"Image_UTC_Data", b"1770170062000")]
    if film is not None:
        blocks.append((0x0A30, b"MotionPhoto_Data", film))
    made = [struct.pack("<HHI", 0, kind, len(name)) + name + data for kind, name, data in blocks]
    entries, back = b"", sum(map(len, made))
    for (kind, _, _), block in zip(blocks, made, strict=True):
        entries += struct.pack("<HHII", 0, kind, back, len(block))
        back -= len(block)
    listed = b"SEFH" + struct.pack("<II", 107, len(blocks)) + entries
    return b"".join(made) + listed + struct.pack("<I", len(listed)) + b"SEFT"


def _mpo() -> bytes:
    file = BytesIO()
    small = scene(size=(80, 60))
    scene().save(file, "MPO", save_all=True, append_images=[small], quality=60)
    return file.getvalue()


def screens() -> dict[str, bytes]:
    notes = PngImagePlugin.PngInfo()
    notes.add_itxt("Description", "Tangkapan layar <aplikasi> Notula 😀", "id", "Keterangan")
    frames = [scene("P", (40, 30)), Image.new("P", (40, 30), 5)]
    deep = Image.new("I;16", (40, 30), 40_000)
    return {
        "layar.png": png(),
        "layar-tembus.png": png(scene("RGBA")),
        "layar-palet.png": png(scene("P")),
        "layar-hitam-putih.png": png(scene("1")),
        "layar-16-bit.png": png(deep),
        "layar-catatan.png": png(pnginfo=notes, dpi=(144, 144)),
        "layar-bergerak.png": png(frames[0], save_all=True, append_images=frames[1:]),
        "layar-pixel-terpotong.png": png(scene(size=(80, 60))) + png()[-900:],
        "layar-selang-seling.png": _interlaced(),
    }


def _interlaced() -> bytes:
    """One pixel is its own first pass; Pillow reads Adam7 but does not write it."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 1)
    pixels = zlib.compress(b"\0\xc8\x3c\x28")
    chunks = [(b"IHDR", head), (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
