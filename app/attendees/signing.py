"""The one way onto the attendance list, for phones, desk and paper alike.

However many taps, phones and retries: one person, one row. The kegiatan's row is locked first
(its counter gives the number), so two requests stand in line here; the unique constraints behind
it hold even if somebody forgets the line.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select, update

from app.attendees.models import Attendance
from app.events.models import Event, Status
from app.extensions import db


class Entry(NamedTuple):
    attendance: Attendance
    is_new: bool  # False: was already there, nothing has been written


def enter(event: Event, attendance: Attendance) -> Entry:
    """Put a new attendance on the list, or find the one that is already there.

    The first one in begins the kegiatan. Does not commit.
    """
    known = find_same(attendance)
    if known:
        return Entry(known, is_new=False)
    attendance.number = next_number(event)
    known = find_same(attendance)  # again, now that we hold the line
    if known:
        db.session.rollback()
        return Entry(known, is_new=False)
    db.session.add(attendance)
    db.session.flush()
    return Entry(attendance, is_new=True)


def find_same(wanted: Attendance) -> Attendance | None:
    """The valid attendance of the same person, or the one this very form has made."""
    if wanted.person_id is not None:
        same = Attendance.person_id == wanted.person_id
    else:
        same = Attendance.walk_in_key == wanted.walk_in_key
    mine = Attendance.request_id == wanted.request_id
    query = select(Attendance).where(
        Attendance.event_id == wanted.event_id, (same & Attendance.voided_at.is_(None)) | mine
    )
    return db.session.scalars(query.order_by(Attendance.id)).first()


def next_number(event: Event) -> int:
    """Lock the kegiatan, count one more, and tell the live pages that something is new."""
    query = (
        update(Event)
        .where(Event.id == event.id)
        .values(last_number=Event.last_number + 1, version=Event.version + 1)
        .returning(Event.last_number)
    )
    number: int = db.session.execute(
        query, execution_options={"synchronize_session": False}
    ).scalar_one()
    if event.status is Status.SCHEDULED:
        event.begin()
    return number


def one_less(event: Event) -> None:
    """Somebody has been taken off the list."""
    tell_live_pages(event)


def tell_live_pages(event: Event) -> None:
    """Something in the hall has changed that is no new attendance."""
    db.session.execute(
        update(Event).where(Event.id == event.id).values(version=Event.version + 1),
        execution_options={"synchronize_session": False},
    )
