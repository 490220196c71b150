"""The one way onto the attendance list, for phones, desk and paper alike.

However many taps, phones and retries: one person, one row. The kegiatan is held first, so two
requests stand in line here; the unique constraints behind it hold even if somebody forgets the
line.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, case, exists, or_, select, update
from sqlalchemy.orm.attributes import set_committed_value

from app import together
from app.attendees import new_rows
from app.attendees.crowds import TooMany, why_too_many
from app.attendees.models import Attendance
from app.events.models import Event, Status
from app.extensions import db
from app.invitations.models import Invitation
from app.prepared import Prepared

QUIETLY = {"synchronize_session": False}  # rows already read stay as they were read


class Entry(NamedTuple):
    attendance: Attendance
    is_new: bool  # False: was already there, nothing has been written


@dataclass
class Held:
    """How a kegiatan stands while nobody else can change its list."""

    status: Status
    last_number: int
    entered: int = 0  # who are on the list and not yet counted in the row of the kegiatan


class PhoneTaken(Exception):
    """A walk-in with another name has given this phone number; the text does not say who."""


class DoorShut(Exception):
    """Nobody signs in alone any more."""


PHONE_TAKEN = (
    "Nomor HP ini sudah dipakai orang lain yang hadir. Bila orangnya berbeda, kosongkan nomor HP "
    "lalu kirim lagi."
)


def enter(event: Event, attendance: Attendance) -> Entry:
    """Put a new attendance on the list, or find the one that is already there.

    The first one in begins the kegiatan. Does not commit. Raises PhoneTaken and TooMany.
    """
    held = hold(event)
    db.session.flush()  # the statements below go past the session: let it write what it holds
    entry = put(event, held, attendance)
    if entry.is_new:
        new_rows.adopt(attendance)
    return entry


def enter_alone(event: Event, attendance: Attendance) -> Entry:
    """The same for somebody who signs alone; a new attendance stays in no session.

    Raises DoorShut too, where the kegiatan has ended a moment ago.
    """
    held = hold(event)
    if held.status not in {Status.SCHEDULED, Status.RUNNING}:
        raise DoorShut
    return put(event, held, attendance)


def put(event: Event, held: Held, attendance: Attendance) -> Entry:
    """The same where the kegiatan is held already."""
    if known := find_same(attendance):
        if _shares_only_the_phone(known, attendance):
            raise PhoneTaken(PHONE_TAKEN)
        return Entry(known, is_new=False)
    if why := why_too_many(event, attendance, held.last_number):
        raise TooMany(why)
    attendance.number = held.last_number = held.last_number + 1
    new_rows.write(attendance)
    if attendance.person_id is not None:
        _CAME.all(event=event.id, who=attendance.person_id)
    held.entered += 1
    together.at_last(("counted", event.id), partial(_count, event, held))
    if held.status is Status.SCHEDULED:
        held.status = Status.RUNNING
        set_committed_value(event, "status", held.status)  # for who is answered together with it
    return Entry(attendance, is_new=True)


def _count(event: Event, held: Held) -> None:
    _COUNT.all(event=event.id, entered=held.entered)
    held.entered = 0


def find_same(wanted: Attendance) -> Attendance | None:
    """The valid attendance of the same person, or the one this very form has made."""
    same = {"event": wanted.event_id, "form": wanted.request_id}
    if wanted.person_id is not None:
        known = _SAME_PERSON.first(**same, who=wanted.person_id)
    else:
        known = _SAME_WALK_IN.first(**same, who=wanted.walk_in_key, phone=wanted.phone)
    return db.session.get(Attendance, known[0]) if known else None


def _shares_only_the_phone(known: Attendance, wanted: Attendance) -> bool:
    return (
        wanted.person_id is None
        and known.request_id != wanted.request_id
        and known.walk_in_key != wanted.walk_in_key
        and not known.is_namesake_of(wanted)
    )


def hold(event: Event) -> Held:
    """Keep everybody else from the list until the commit, and see how the kegiatan stands.

    With SQLite the beginning of the transaction keeps them away.
    """
    return together.once(("held", event.id), lambda: _held(event))


def _held(event: Event) -> Held:
    db.session.connection()
    ((status, last_number),) = _HOLD.all(event=event.id)
    return Held(Status(status), last_number)


def one_less(event: Event) -> None:
    """An attendance has just been voided: count it no longer, and let the invited come again."""
    db.session.execute(
        update(Event)
        .where(Event.id == event.id)
        .values(present=Event.present - 1, version=Event.version + 1),
        execution_options=QUIETLY,
    )
    still_there = exists().where(
        Attendance.event_id == Invitation.event_id,
        Attendance.person_id == Invitation.person_id,
        Attendance.voided_at.is_(None),
    )
    gone = Invitation.came & ~still_there
    db.session.execute(
        update(Invitation).where(Invitation.event_id == event.id, gone).values(came=False),
        execution_options=QUIETLY,
    )


def tell_live_pages(event: Event) -> None:
    """Something in the hall has changed that is no new attendance."""
    db.session.execute(
        update(Event).where(Event.id == event.id).values(version=Event.version + 1),
        execution_options=QUIETLY,
    )


def _same(who: list[ColumnElement[bool]], *first: ColumnElement[bool]) -> Prepared:
    """The valid one before a voided one that this form has made.

    Said in full for each, so that a database has an index for each and need not read the list.
    """
    here = Attendance.event_id == bindparam("event")
    valid = [here & Attendance.voided_at.is_(None) & each for each in who]
    return Prepared(
        select(Attendance.id)
        .where(or_(*valid, here & (Attendance.request_id == bindparam("form"))))
        .order_by(Attendance.voided_at.is_not(None), *first, Attendance.id)
    )


_HOLD = Prepared(
    select(Event.status, Event.last_number).where(Event.id == bindparam("event")).with_for_update()
)
_SAME_PERSON = _same([Attendance.person_id == bindparam("who")])
_KEY = Attendance.walk_in_key == bindparam("who")
_PHONE = Attendance.walk_in_key.is_not(None) & (Attendance.phone == bindparam("phone"))
_SAME_WALK_IN = _same([_KEY, _PHONE], Attendance.walk_in_key != bindparam("who"))
_CAME = Prepared(
    update(Invitation)
    .where(Invitation.event_id == bindparam("event"), Invitation.person_id == bindparam("who"))
    .values(came=True)
)
# Begins what was only scheduled, and tells the live pages.
_COUNT = Prepared(
    update(Event)
    .where(Event.id == bindparam("event"))
    .values(
        last_number=Event.last_number + bindparam("entered"),
        present=Event.present + bindparam("entered"),
        version=Event.version + 1,
        status=case((Event.status == Status.SCHEDULED, Status.RUNNING), else_=Event.status),
    )
)
