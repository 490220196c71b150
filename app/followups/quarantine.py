"""Proofs that came while the scanner was away: looked at once it is back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.extensions import db
from app.followups.models import Note
from app.materials import rescanning
from app.materials.models import Scan


def _waiting() -> Sequence[int]:
    query = select(Note.id).where(Note.scan == Scan.WAITING).order_by(Note.id)
    return db.session.scalars(query).all()


def look_again(note_id: int) -> None:
    note = db.session.get(Note, note_id)
    if note is None or not note.is_in_quarantine:
        return
    found = rescanning.ask_about(note.stored_as or "")
    if found not in {None, Scan.WAITING}:
        note.scan = found
    db.session.commit()


SHELF = rescanning.Shelf(_waiting, look_again)
rescanning.SHELVES.append(SHELF)
