"""Files that came while the scanner was away: looked at once it is back."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from app.extensions import db
from app.materials import pictures, scanner
from app.materials.models import MaterialFile, Scan
from app.materials.refusal import Refused
from app.materials.uploading import put_together

AT_ONCE = 20  # files; somebody waits for the page


def count_waiting() -> int:
    query = select(func.count()).where(MaterialFile.scan == Scan.WAITING)
    return db.session.scalar(query) or 0


def scan_waiting() -> int:
    """Ask the scanner again, the oldest first; how many it has found clean. Commits each.

    What it finds bad stays where it is and is withdrawn: no button lets it out.
    """
    query = select(MaterialFile.id).where(MaterialFile.scan == Scan.WAITING)
    waiting = list(db.session.scalars(query.order_by(MaterialFile.id).limit(AT_ONCE)))
    return sum(_look_again(file_id) for file_id in waiting)


def _look_again(file_id: int) -> bool:
    file = db.session.get_one(MaterialFile, file_id)
    stored_as = file.stored_as
    db.session.commit()  # scanning takes its time: nobody shall wait for our lock
    with put_together([stored_as]) as path:
        found = _ask(path)
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
