"""Signed copies that came while the scanner was away: looked at once it is back."""

from __future__ import annotations

from sqlalchemy import func, select

from app.extensions import db
from app.materials import rescanning
from app.materials.models import Scan
from app.papers.models import SignedCopy


def _count() -> int:
    return db.session.scalar(select(func.count()).where(SignedCopy.scan == Scan.WAITING)) or 0


def _oldest(most: int) -> list[int]:
    query = select(SignedCopy.id).where(SignedCopy.scan == Scan.WAITING)
    return list(db.session.scalars(query.order_by(SignedCopy.id).limit(most)))


def _look_again(copy_id: int) -> bool:
    copy = db.session.get_one(SignedCopy, copy_id)
    found = rescanning.ask_about(copy.stored_as)
    if found not in {None, Scan.WAITING}:
        copy.scan = found
    db.session.commit()
    return not copy.is_in_quarantine


SHELF = rescanning.Shelf(_count, _oldest, _look_again)
rescanning.SHELVES.append(SHELF)
