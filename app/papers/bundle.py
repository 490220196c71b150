"""The SPJ bundle: every paper of a kegiatan, as it was issued or, where it was not, as it is now.

Its parts are printed one after the other and lie on disk; between them the work can be cancelled.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from app import files, wib
from app.events.models import Event
from app.extensions import db
from app.papers.binding import count_pages
from app.papers.bundle_papers import compose_materials, compose_photos, photo_batches
from app.papers.composers import COMPOSERS
from app.papers.kinds import Kind
from app.papers.models import Paper
from app.papers.press import Job, Press
from app.papers.queries import newest_papers
from app.photos.queries import consent_of, photos_of

KINDS = (Kind.LETTER, Kind.ATTENDANCE, Kind.MINUTES, Kind.REPORT)
MATERIALS, PHOTOS = "Daftar Materi", "Dokumentasi Foto"
NOT_ISSUED, MADE_HERE = "Belum diterbitkan", "Disusun bersama berkas ini"

Step = Callable[[str], None]  # tells what is being made; raises where somebody has cancelled


class Piece(NamedTuple):
    """A part of the bundle, printed."""

    title: str
    note: str  # when it was issued, or that it was not
    path: Path
    pages: int
    size: int
    sha256: str


class Collected(NamedTuple):
    pieces: list[Piece]
    missing: list[tuple[str, str]]  # what is not in it, and why


def count_steps(event: Event) -> int:
    return len(KINDS) + 1 + max(1, len(photo_batches(event)))


def collect(event: Event, folder: Path, press: Press, step: Step) -> Collected:
    """All parts in the order of the bundle, each in a file of its own in this folder."""
    pieces: list[Piece] = []
    missing: list[tuple[str, str]] = []
    issued = newest_papers(event)

    def keep(title: str, note: str, content: bytes) -> None:
        path = folder / f"{len(pieces) + 1:02}.pdf"
        path.write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        pieces.append(Piece(title, note, path, count_pages(path), len(content), digest))

    for kind in KINDS:
        step(kind.label)
        if kind in issued:
            keep(kind.label, _issued(issued[kind]), files.read(issued[kind].stored_as))
        elif kind in COMPOSERS:
            keep(kind.label, _draft(event, kind), print_long(press, COMPOSERS[kind].compose(event)))
        else:
            missing.append((kind.label, "belum dapat disusun di sini"))
    step(MATERIALS)
    if job := compose_materials(event):
        keep(MATERIALS, MADE_HERE, print_long(press, job))
    else:
        missing.append((MATERIALS, "tidak ada materi yang dibagikan kepada peserta"))
    if why := _why_no_photos(event):
        missing.append((PHOTOS, why))
    else:
        for title, job in _photo_jobs(event):
            step(title)
            keep(title, MADE_HERE, print_long(press, job))
    return Collected(pieces, missing)


def print_long(press: Press, job: Job) -> bytes:
    """Outside any transaction, as every printing, and with the patience of who waits for none."""
    db.session.commit()
    return press.make(job._replace(is_long=True)).content


def _issued(paper: Paper) -> str:
    version = f", versi {paper.number}" if paper.number > 1 else ""
    return f"Diterbitkan {wib.plain_date(wib.today(paper.issued_at))}{version}"


def _draft(event: Event, kind: Kind) -> str:
    why = COMPOSERS[kind].why_not(event)
    return f"{NOT_ISSUED}. {why}" if why else NOT_ISSUED


def _why_no_photos(event: Event) -> str:
    if not photos_of(event):
        return "belum ada foto"
    if consent_of(event) is None:
        return "persetujuan orang yang difoto belum dicatat di ruang Foto"
    return ""


def _photo_jobs(event: Event) -> Iterator[tuple[str, Job]]:
    batches = photo_batches(event)
    for n, batch in enumerate(batches, 1):
        title = PHOTOS if len(batches) == 1 else f"{PHOTOS} ({n})"
        yield title, compose_photos(event, batch)
