"""Six drawn pictures in place of photos: no real person is shown, and each says what it is."""

from __future__ import annotations

import hashlib
import io
import secrets
from collections.abc import Sequence
from textwrap import wrap

from PIL import Image, ImageDraw, ImageFont

from app import files
from app.accounts.models import Account
from app.events.models import Event
from app.extensions import db
from app.photos.models import Photo, PhotoConsent

WIDTH, HEIGHT, SMALL = 1200, 900, (480, 360)
CONSENT = (
    "Data contoh: pembawa acara memberi tahu sebelum acara dimulai bahwa kegiatan difoto untuk"
    " laporan; yang tidak bersedia dipersilakan duduk di luar sorotan kamera."
)
FLOOR, SEAT, WALL_LINE, INK = "#c9b38f", "#39616b", "#8aa0a3", "#12262b"
SCENES = (  # caption, colour of the wall, rows of people, whether somebody stands in front
    ("Pembukaan di aula dinas", "#e2eff0", 3, True),
    ("Sambutan Kepala Dinas", "#f3ead9", 2, True),
    ("Pemaparan program bagi pekerja bukan penerima upah", "#dfe9f5", 3, True),
    ("Lurah dan kepala lingkungan menyimak paparan", "#e9f2e4", 4, False),
    ("Tanya jawab dengan peserta", "#f5e6e2", 2, True),
    ("Penutupan dan foto bersama", "#ece6f5", 3, False),
)


def add_photos(event: Event, by: Account) -> None:
    """All of them chosen for the laporan, with the note of consent that this needs."""
    consent = PhotoConsent(event_id=event.id, words=CONSENT, noted_by=by.id, noter=by.name)
    db.session.add(consent)
    db.session.flush()
    for number, (caption, wall, rows, speaks) in enumerate(SCENES, start=1):
        scene = draw(f"{number}. {caption}", wall, rows, speaks=speaks)
        content = _jpeg(scene)
        photo = Photo(
            event_id=event.id,
            stored_as=files.store(content),
            thumbnail_as=files.store(_jpeg(scene.resize(SMALL))),
            width=WIDTH,
            height=HEIGHT,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            caption=f"{caption} (gambar contoh)",
            sort=number,
            request_id=secrets.token_hex(16),
            added_by=by.id,
        )
        photo.choose(consent)
        db.session.add(photo)


def draw(title: str, wall: str, rows: int, *, speaks: bool) -> Image.Image:
    """A hall: a screen, somebody beside it, and rows of people seen from behind."""
    scene = Image.new("RGB", (WIDTH, HEIGHT), wall)
    pen = ImageDraw.Draw(scene)
    pen.rectangle((0, 560, WIDTH, HEIGHT), fill=FLOOR)
    pen.rectangle((330, 110, 930, 460), fill="white", outline=WALL_LINE, width=8)
    _write(pen, (370, 150), "DATA CONTOH", 52)
    _write(pen, (370, 230), "\n".join(wrap(title, 34)), 28)
    _write(pen, (370, 390), "Digambar, bukan foto sungguhan", 24)
    if speaks:
        _person(pen, 1040, 330, 60)
    for row in range(rows):
        top, size = 540 + 85 * row, 34 + 6 * row
        for place in range(7):
            _person(pen, 150 + 150 * place + 40 * (row % 2), top, size)
    return scene


def _person(pen: ImageDraw.ImageDraw, x: int, top: int, size: int) -> None:
    pen.ellipse((x - size // 2, top, x + size // 2, top + size), fill="#7a5a43")
    body = (x - size, top + size, x + size, top + 4 * size)
    pen.rounded_rectangle(body, radius=size // 2, fill=SEAT)


def _write(pen: ImageDraw.ImageDraw, at: Sequence[int], text: str, size: int) -> None:
    pen.text((at[0], at[1]), text, fill=INK, font=ImageFont.load_default(size))


def _jpeg(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=70, optimize=True)
    return file.getvalue()
