"""Files that came while the scanner was away: looked at once it is back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import func, select

from app.extensions import db
from app.materials import pictures, scanner
from app.materials.models import MaterialFile, Scan
from app.materials.refusal import Refused
from app.materials.uploading import put_together

AT_ONCE = 20  # files of a kind; somebody waits for the page


class Shelf(NamedTuple):
    """Where files wait: how many, the oldest of them, and another look at one of them."""

    waiting: Callable[[], int]
    oldest: Callable[[int], list[int]]  # ids, at most so many
    look_again: Callable[[int], bool]  # whether it has been found clean; commits


def count_waiting() -> int:
    return sum(shelf.waiting() for shelf in SHELVES)


def scan_waiting() -> int:
    """Ask the scanner again, the oldest first; how many it has found clean. Commits each.

    What it finds bad stays where it is: no button lets it out.
    """
    return sum(shelf.look_again(key) for shelf in SHELVES for key in shelf.oldest(AT_ONCE))


def ask_about(stored_as: str) -> Scan | None:
    """What the scanner says of a stored file; None for malware.

    Ends the transaction first: scanning takes its time, and nobody shall wait for our lock.
    """
    db.session.commit()
    with put_together([stored_as]) as path:
        return _ask(path)


def _count() -> int:
    query = select(func.count()).where(MaterialFile.scan == Scan.WAITING)
    return db.session.scalar(query) or 0


def _oldest(most: int) -> list[int]:
    query = select(MaterialFile.id).where(MaterialFile.scan == Scan.WAITING)
    return list(db.session.scalars(query.order_by(MaterialFile.id).limit(most)))


def _look_again(file_id: int) -> bool:
    file = db.session.get_one(MaterialFile, file_id)
    found = ask_about(file.stored_as)
    if found is None:
        file.material.withdraw()
    elif found is not Scan.WAITING:
        file.scan = found
    db.session.commit()
    is_good = found not in {None, Scan.WAITING}
    if is_good:
        pictures.order(file_id)  # nothing has opened it so far
    return is_good


def _ask(path: Path) -> Scan | None:
    """None for malware."""
    try:
        return scanner.scan(path)
    except Refused:
        return None


SHELVES = [Shelf(_count, _oldest, _look_again)]  # packages above this one add their own
