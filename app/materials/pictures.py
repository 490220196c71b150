"""Pictures of materials: thumbnails made in the background, pages painted when somebody looks."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from werkzeug.exceptions import NotFound

from app import files, jobs
from app.extensions import db, reading_session
from app.materials import page_cache
from app.materials.kinds import KINDS
from app.materials.models import MaterialFile, Scan
from app.materials.painting import Look, Painted, Unpaintable, paint
from app.materials.turns import Turns

THUMBNAIL = Look(480, 480, quality=80, most=40_000, patience=30)
PAGE = Look(1100, 2200, quality=70, most=600_000, patience=12)
PHOTO = Look(1600, 1600, quality=80, most=600_000, patience=12)
SHOWN = [kind.extension for kind in KINDS.values() if kind.can_show]
NONE = 0  # pages of a file that cannot be painted

turns = Turns()


def order(file_id: int) -> None:
    """Let its thumbnail be made soon. To be called after the commit of its row."""
    jobs.put(draw, file_id)


def thumbnail(file: MaterialFile) -> bytes | None:
    """A small JPEG of the first page; None where there is none, or not yet."""
    try:
        return files.read(file.thumbnail_as) if file.thumbnail_as else None
    except files.Gone:
        return None


def page_picture(file: MaterialFile, number: int) -> bytes:
    """A page of a PDF, or a picture without its past, as JPEG.

    Gives the database connection back first, since it may take seconds: rows that were read
    before stay readable, but load nothing more. Raises NotFound, and ServiceUnavailable when too
    many wait.
    """
    if not file.kind.can_show or number < 1 or file.pages is not None and number > file.pages:
        raise NotFound
    db.session.remove()
    key = f"{file.sha256}-{number}"
    jpeg = page_cache.get(key)
    if jpeg is None:
        with turns.for_(key):
            jpeg = page_cache.get(key)
            if jpeg is None:
                jpeg = _painted(file, number)
                page_cache.put(key, jpeg)
    if not jpeg:
        raise NotFound
    return jpeg


def _painted(file: MaterialFile, number: int) -> bytes:
    """No bytes where it cannot be painted; that is remembered too."""
    look = PAGE if file.extension == "pdf" else PHOTO
    with turns.painter():
        try:
            return paint(file.stored_as, file.extension, number, look).jpeg
        except Unpaintable:
            return b""


def draw(file_id: int) -> None:
    """Make the thumbnail and count the pages; what cannot be painted has none and gets none."""
    with reading_session() as session:
        file = session.get(MaterialFile, file_id)
    if file is None or not _is_undrawn(file):
        return
    try:
        made = paint(file.stored_as, file.extension, 1, THUMBNAIL)
    except Unpaintable:
        made = Painted(NONE, b"")
    name = files.store(made.jpeg) if made.jpeg else None
    kept = False
    try:
        kept = _remember(file_id, made.pages, name)
    finally:
        if name and not kept:
            files.remove(name)


def _remember(file_id: int, pages: int, name: str | None) -> bool:
    """False where somebody else was faster, or the file is no longer there."""
    query = (
        update(MaterialFile)
        .where(MaterialFile.id == file_id, MaterialFile.pages.is_(None))
        .values(pages=pages, thumbnail_as=name)
        .returning(MaterialFile.id)
    )
    found = db.session.scalar(query) is not None
    db.session.commit()
    return found


def _is_undrawn(file: MaterialFile) -> bool:
    return file.kind.can_show and file.pages is None and file.scan is not Scan.WAITING


def undrawn() -> Sequence[int]:
    """The files that still want a thumbnail. One that waits for the scanner is not opened."""
    query = select(MaterialFile.id).where(
        MaterialFile.extension.in_(SHOWN),
        MaterialFile.pages.is_(None),
        MaterialFile.scan != Scan.WAITING,
    )
    with reading_session() as session:
        return session.scalars(query).all()


DRAWING = jobs.Job(draw, undrawn)
