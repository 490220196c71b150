"""The one way onto the attendance list, for phones, desk and paper alike.

However many taps, phones and retries: one person, one row. The kegiatan is held first, so two
requests stand in line here; the unique constraints behind it hold even if somebody forgets the
line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple, Protocol, TypeVar

from sqlalchemy import ColumnElement, bindparam, case, exists, or_, select, update

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


class Held(NamedTuple):
    """How a kegiatan stands while nobody else can change its list."""

    status: Status
    last_number: int


class Wish(NamedTuple):
    """Who wants onto the list of a kegiatan, alone and at once."""

    event: Event
    attendance: Attendance


class PhoneTaken(Exception):
    """A walk-in with another name has given this phone number; the text does not say who."""


class DoorShut(Exception):
    """Nobody signs in alone any more."""


class ForKegiatan(Protocol):
    @property
    def event(self) -> Event: ...


Wished = TypeVar("Wished", bound=ForKegiatan)
Answer = TypeVar("Answer")
Outcome = Entry | PhoneTaken | DoorShut | TooMany

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


def put(event: Event, held: Held, attendance: Attendance) -> Entry:
    """The same where the kegiatan is held already; a new attendance stays in no session."""
    (outcome,) = _enter_each(event, held, [attendance])
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def enter_for_good(event: Event, attendance: Attendance) -> Entry:
    """The same, committed together with all who sign at this moment; it is in no session.

    Raises PhoneTaken, TooMany, or DoorShut where the kegiatan has ended while this one was in line.
    """
    return together.do(_enter_all, Wish(event, attendance))


def by_kegiatan(
    wishes: Sequence[Wished], enter: Callable[[Sequence[Wished]], Sequence[Answer]]
) -> list[Answer]:
    """Enter those of one kegiatan after those of another; answers in the order of the wishes.

    In one order everywhere, so that two processes never wait for each other.
    """
    answers: dict[int, Answer] = {}
    places = sorted(range(len(wishes)), key=lambda place: wishes[place].event.id)
    for _, some in groupby(places, key=lambda place: wishes[place].event.id):
        here = list(some)
        answers |= zip(here, enter([wishes[place] for place in here]), strict=True)
    return [answers[place] for place in range(len(wishes))]


def _enter_all(wishes: Sequence[Wish]) -> list[Outcome]:
    return by_kegiatan(wishes, _enter_here)


def _enter_here(wishes: Sequence[Wish]) -> list[Outcome]:
    """All of them want to one kegiatan."""
    event = wishes[0].event
    held = hold(event)
    if held.status not in {Status.SCHEDULED, Status.RUNNING}:
        return [DoorShut() for _ in wishes]
    return _enter_each(event, held, [wish.attendance for wish in wishes])


def _enter_each(event: Event, held: Held, attendances: Sequence[Attendance]) -> list[Outcome]:
    """One after the other: who is there twice among them is found by the second."""
    number = held.last_number
    outcomes: list[Outcome] = []
    for attendance in attendances:
        if known := find_same(attendance):
            taken = _shares_only_the_phone(known, attendance)
            outcomes.append(PhoneTaken(PHONE_TAKEN) if taken else Entry(known, is_new=False))
            continue
        if why := why_too_many(event, attendance, number):
            outcomes.append(TooMany(why))
            continue
        number += 1
        attendance.number = number
        new_rows.write(attendance)
        if attendance.person_id is not None:
            _CAME.all(event=event.id, who=attendance.person_id)
        outcomes.append(Entry(attendance, is_new=True))
    if more := number - held.last_number:
        _COUNT.all(event=event.id, more=more)
    return outcomes


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
        last_number=Event.last_number + bindparam("more"),
        present=Event.present + bindparam("more"),
        version=Event.version + 1,
        status=case((Event.status == Status.SCHEDULED, Status.RUNNING), else_=Event.status),
    )
)
