"""Proofs that came while the scanner was away: looked at once it is back."""

from __future__ import annotations

from sqlalchemy import func, select

from app.extensions import db
from app.followups.models import Note
from app.materials import rescanning
from app.materials.models import Scan


def _count() -> int:
    return db.session.scalar(select(func.count()).where(Note.scan == Scan.WAITING)) or 0


def _oldest(most: int) -> list[int]:
    query = select(Note.id).where(Note.scan == Scan.WAITING).order_by(Note.id).limit(most)
    return list(db.session.scalars(query))


def _look_again(note_id: int) -> bool:
    note = db.session.get_one(Note, note_id)
    found = rescanning.ask_about(note.stored_as or "")
    if found not in {None, Scan.WAITING}:
        note.scan = found
    db.session.commit()
    return not note.is_in_quarantine


SHELF = rescanning.Shelf(_count, _oldest, _look_again)
rescanning.SHELVES.append(SHELF)
