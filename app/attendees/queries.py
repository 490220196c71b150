"""What the phones in the hall are shown: few columns, one statement a page."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from flask import abort

from app.attendees.models import Attendance
from app.attendees.statements import (
    ATTENDANCE,
    EVENT,
    INVITEE,
    NAME_OF,
    NAMES_IN,
    NAMESAKES,
    OTHER_NAMES,
    PLACES,
    PRESENT,
    VILLAGES,
    WITH_TOKEN,
    run,
)
from app.attendees.tickets import Ticket
from app.directory.models import Level, Person, Post
from app.directory.spelling import fold, roman
from app.events.models import Event
from app.extensions import db
from app.titles import with_titles


class Village(NamedTuple):
    id: int
    name: str
    district: str


class Place(NamedTuple):
    """A lingkungan with invitees; or the kelurahan itself, for the lurah."""

    id: int
    label: str
    village: str
    is_village: bool


class Name(NamedTuple):
    """An invitee on the list of names."""

    id: int
    name: str
    position: str
    place: str
    signed_at: datetime | None


def event_in_hall(code: str) -> Event:
    """The kegiatan with what the hall needs of it, to be read alone; 404 if there is none.

    It belongs to no session: reading fourteen columns costs a quarter of loading a whole row.
    """
    row = run(EVENT, {"code": code}).first()
    return Event(**row._mapping) if row else abort(404)


def villages_invited(event: Event) -> tuple[list[Village], bool]:
    """The kelurahan with invitees in official order, and whether others are invited as well."""
    rows = run(VILLAGES, {"event": event.id}).all()
    return [Village(*row[:3]) for row in rows if row[0]], any(row[0] is None for row in rows)


def places_invited(event: Event, village_id: int) -> list[Place]:
    """The parts of a kelurahan with invitees; 404 where nobody is invited."""
    rows = run(PLACES, {"event": event.id, "village": village_id})
    return [_place(*row[:5]) for row in rows] or abort(404)


def names_in(event: Event, region_id: int) -> list[Name]:
    """The invitees of one lingkungan, or of a kelurahan itself; 404 where nobody is invited."""
    rows = run(NAMES_IN, {"event": event.id, "region": region_id})
    return [_name(*row) for row in rows] or abort(404)


def other_names(event: Event) -> list[Name]:
    """The invitees who belong to no kelurahan: kecamatan, dinas, others."""
    rows = run(OTHER_NAMES, {"event": event.id})
    return [_name(*row) for row in rows] or abort(404)


def name_or_404(event: Event, person_id: int) -> Name:
    """One invitee as the list of names shows it; others do not exist."""
    row = run(NAME_OF, {"event": event.id, "person": person_id}).first()
    return _name(*row) if row else abort(404)


def namesakes_of(event: Event, name: str) -> list[Name]:
    """The invitees who are called so, without titles and however it is spelled."""
    rows = run(NAMESAKES, {"event": event.id, "folded": fold(name)})
    return [_name(*row) for row in rows]


def invitee_or_404(event: Event, person_id: int) -> Person:
    """Look only among those invited here: others do not exist."""
    found = db.session.scalar(INVITEE, {"event": event.id, "person": person_id})
    return found or abort(404)


def attendance_of(event: Event, person_id: int) -> Attendance | None:
    return db.session.scalar(PRESENT, {"event": event.id, "person": person_id})


def last_on_device(event: Event, ticket: Ticket) -> Attendance | None:
    """The newest valid sign-in of this very phone; a kiosk has none."""
    query = ATTENDANCE.where(
        Attendance.device == ticket.device(event), Attendance.voided_at.is_(None)
    ).order_by(Attendance.number.desc())
    return db.session.scalars(query.limit(1), {"event": event.id}).first()


def attendance_with_token(event: Event, token_hash: str) -> Attendance | None:
    return db.session.scalar(WITH_TOKEN, {"event": event.id, "token": token_hash})


def attendance_numbered(event: Event, number: int) -> Attendance:
    query = ATTENDANCE.where(Attendance.number == number, Attendance.voided_at.is_(None))
    return db.session.scalar(query, {"event": event.id}) or abort(404)


def _name(
    id: int,
    front: str,
    name: str,
    back: str,
    post: Post,
    position: str,
    level: Level | None,
    number: int | None,
    place: str | None,
    parent: str | None,
    signed_at: datetime | None,
) -> Name:
    words = _where(level, number, place or "", parent)
    return Name(id, with_titles(front, name, back), position or post.label, words, signed_at)


def _where(level: Level | None, number: int | None, name: str, parent: str | None) -> str:
    if level is Level.DISTRICT:
        return f"Kec. {name}"
    if level is Level.NEIGHBOURHOOD:
        return f"{parent} / {f'Lingk. {roman(number)}' if number else name}"
    return name


def _place(id: int, level: Level, number: int | None, name: str, village: str) -> Place:
    own = level is Level.VILLAGE
    return Place(id, "Lurah dan perangkat kelurahan" if own else name, village, own)
