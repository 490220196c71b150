"""The papers that a bundle has of its own: what is in it, the materials, the photos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import render_template

from app import files
from app.events.models import Event
from app.materials.models import Material
from app.materials.queries import shown_materials
from app.office.queries import office
from app.papers.attendance_list import page_of, read_emblem, size_of
from app.papers.press import Job
from app.photos.models import Photo
from app.photos.queries import photos_of

A_PAGE = 4  # photos
AT_ONCE = 24  # photos in one document: so many are held in memory
CAPTION, HEADING = 24, 14  # mm, of a photo's caption and of the page's heading
SHORT = 16  # letters of a hash: enough to compare by eye

Numbered = tuple[int, Photo]


class Entry(NamedTuple):
    """A line of the index."""

    title: str
    note: str
    first: int  # page of the bundle
    pages: int
    sha256: str


def compose_index(
    event: Event, entries: Sequence[Entry], missing: Sequence[tuple[str, str]], total: int
) -> Job:
    """The cover: `total` is the number of pages of the whole bundle."""
    known, emblem = _frame(event)
    html = render_template(
        "papers/print/bundle_index.html",
        entries=entries,
        missing=missing,
        total=total,
        short=SHORT,
        **known,
    )
    return Job(html, {}, emblem)


def compose_materials(event: Event) -> Job | None:
    """What participants were given; nothing where there was nothing."""
    materials = shown_materials(event)
    if not materials:
        return None
    known, emblem = _frame(event)
    lines = [(n, one, _presenter(one)) for n, one in enumerate(materials, 1)]
    html = render_template("papers/print/materials.html", lines=lines, short=SHORT, **known)
    return Job(html, {}, emblem)


def photo_batches(event: Event) -> list[list[Numbered]]:
    numbered = list(enumerate(photos_of(event), 1))
    return [numbered[n : n + AT_ONCE] for n in range(0, len(numbered), AT_ONCE)]


def compose_photos(event: Event, batch: Sequence[Numbered]) -> Job:
    """Four a page, with their captions; one whose file is gone is left out."""
    known, emblem = _frame(event)
    page = known["page"]
    pictures = {}
    for _, photo in batch:
        try:
            pictures[str(photo.id)] = files.read(photo.stored_as)
        except files.Gone:
            continue
    shown = [(n, photo) for n, photo in batch if str(photo.id) in pictures]
    room = page["height"] - page["top"] - page["bottom"] - HEADING
    html = render_template(
        "papers/print/photos.html",
        sheets=[shown[n : n + A_PAGE] for n in range(0, len(shown), A_PAGE)],
        photo_height=max(int(room / 2) - CAPTION, 30),
        **known,
    )
    return Job(html, {}, emblem, pictures=pictures)


def _frame(event: Event) -> tuple[dict[str, Any], bytes]:
    """What every paper of the office needs for its head, and the emblem."""
    kop = event.letterhead_and_signers(office())["office"]
    emblem = read_emblem(kop["emblem"])
    return {
        "event": event,
        "kop": kop,
        "page": page_of(kop),
        "size": size_of(kop, bool(emblem)),
        "has_emblem": bool(emblem),
    }, emblem


def _presenter(material: Material) -> str:
    return material.speaker.name if material.speaker else ""
