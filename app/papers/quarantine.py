"""Signed copies that came while the scanner was away: looked at once it is back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.extensions import db
from app.materials import rescanning
from app.materials.models import Scan
from app.papers.models import SignedCopy


def _waiting() -> Sequence[int]:
    query = select(SignedCopy.id).where(SignedCopy.scan == Scan.WAITING).order_by(SignedCopy.id)
    return db.session.scalars(query).all()


def look_again(copy_id: int) -> None:
    copy = db.session.get(SignedCopy, copy_id)
    if copy is None or not copy.is_in_quarantine:
        return
    found = rescanning.ask_about(copy.stored_as)
    if found not in {None, Scan.WAITING}:
        copy.scan = found
    db.session.commit()


SHELF = rescanning.Shelf(_waiting, look_again)
rescanning.SHELVES.append(SHELF)
