"""Files that came while the scanner was away: looked at once it is back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from app import jobs
from app.extensions import db
from app.materials import pictures, scanner
from app.materials.models import MaterialFile, Scan
from app.materials.refusal import Refused
from app.materials.uploading import put_together


class Shelf(NamedTuple):
    """Where files wait: which, the oldest first, and the job that looks at one of them again."""

    waiting: Callable[[], Sequence[int]]
    look_again: Callable[[int], None]


def count_waiting() -> int:
    return sum(len(shelf.waiting()) for shelf in SHELVES)


def look_again_at_all() -> int:
    """Let the worker ask the scanner about all that wait; how many. A page could wait an hour.

    What it finds bad stays where it is: no button lets it out.
    """
    waiting = [(shelf, key) for shelf in SHELVES for key in shelf.waiting()]
    for shelf, key in waiting:
        jobs.put(shelf.look_again, key)
    return len(waiting)


def all_jobs() -> list[jobs.Job]:
    """What a worker that died has left waits for the button again: nothing lets files out alone."""
    return [jobs.Job(shelf.look_again, tuple) for shelf in SHELVES]


def ask_about(stored_as: str) -> Scan | None:
    """What the scanner says of a stored file; None for malware.

    Ends the transaction first: scanning takes its time, and nobody shall wait for our lock.
    """
    db.session.commit()
    with put_together([stored_as]) as path:
        return _ask(path)


def _waiting() -> Sequence[int]:
    query = select(MaterialFile.id).where(MaterialFile.scan == Scan.WAITING)
    return db.session.scalars(query.order_by(MaterialFile.id)).all()


def look_again(file_id: int) -> None:
    file = db.session.get(MaterialFile, file_id)
    if file is None or file.scan is not Scan.WAITING:
        return
    found = ask_about(file.stored_as)
    if found is None:
        file.material.withdraw()
    elif found is not Scan.WAITING:
        file.scan = found
    db.session.commit()
    if found not in {None, Scan.WAITING}:
        pictures.order(file_id)  # nothing has opened it so far


def _ask(path: Path) -> Scan | None:
    """None for malware."""
    try:
        return scanner.scan(path)
    except Refused:
        return None


SHELVES = [Shelf(_waiting, look_again)]  # packages above this one add their own
