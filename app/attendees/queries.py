"""What the phones in the hall are shown: few columns, one statement a page."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from flask import abort
from sqlalchemy import ColumnElement, Executable, bindparam, case, func, select
from sqlalchemy.orm import aliased, defer, joinedload, load_only

from app.attendees.models import Attendance
from app.directory.models import Level, Person, Post, Region
from app.directory.spelling import roman
from app.events.models import Event
from app.extensions import db
from app.invitations.models import Invitation
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
    """The kegiatan with what the hall needs of it; 404 if there is none."""
    return db.session.scalar(_EVENT, {"code": code}) or abort(404)


def villages_invited(event: Event) -> tuple[list[Village], bool]:
    """The kelurahan with invitees in official order, and whether others are invited as well."""
    rows = db.session.execute(_VILLAGES, {"event": event.id}).all()
    return [Village(*row[:3]) for row in rows if row[0]], any(row[0] is None for row in rows)


def places_invited(event: Event, village_id: int) -> list[Place]:
    """The parts of a kelurahan with invitees; 404 where nobody is invited."""
    rows = db.session.execute(_PLACES, {"event": event.id, "village": village_id})
    return [_place(*row[:5]) for row in rows] or abort(404)


def names_in(event: Event, region_id: int) -> list[Name]:
    """The invitees of one lingkungan, or of a kelurahan itself; 404 where nobody is invited."""
    rows = db.session.execute(_NAMES_IN, {"event": event.id, "region": region_id})
    return [_name(*row) for row in rows] or abort(404)


def other_names(event: Event) -> list[Name]:
    """The invitees who belong to no kelurahan: kecamatan, dinas, others."""
    rows = db.session.execute(_OTHER_NAMES, {"event": event.id})
    return [_name(*row) for row in rows] or abort(404)


def invitee_or_404(event: Event, person_id: int) -> Person:
    """Look only among those invited here: others do not exist."""
    found = db.session.scalar(_INVITEE, {"event": event.id, "person": person_id})
    return found or abort(404)


def attendance_of(event: Event, person: Person) -> Attendance | None:
    return db.session.scalar(_PRESENT, {"event": event.id, "person": person.id})


def attendance_with_token(event: Event, token_hash: str) -> Attendance | None:
    return db.session.scalar(_WITH_TOKEN, {"event": event.id, "token": token_hash})


def attendance_numbered(event: Event, number: int) -> Attendance:
    query = _ATTENDANCE.where(Attendance.number == number, Attendance.voided_at.is_(None))
    return db.session.scalar(query, {"event": event.id}) or abort(404)


def count_present(event: Event) -> int:
    query = select(func.count()).where(
        Attendance.event_id == event.id, Attendance.voided_at.is_(None)
    )
    return db.session.scalar(query) or 0


def count_invited(event: Event) -> int:
    query = select(func.count()).where(*_INVITED)
    return db.session.scalar(query, {"event": event.id}) or 0


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


# The statements, built once: in a rush, building them anew cost more than running them.
_INVITED = (Invitation.event_id == bindparam("event"), Invitation.withdrawn_at.is_(None))
_VALID = (Attendance.event_id == bindparam("event")) & Attendance.voided_at.is_(None)

_EVENT = (
    select(Event)
    .options(
        load_only(
            Event.code,
            Event.title,
            Event.place,
            Event.starts_at,
            Event.ends_at,
            Event.status,
            Event.cancel_reason,
            Event.door_key,
            Event.door_frozen,
            Event.door_until,
        )
    )
    .where(Event.code == bindparam("code"))
)


def _villages() -> Executable:
    place, village, district = aliased(Region), aliased(Region), aliased(Region)
    own = case(
        (place.level == Level.NEIGHBOURHOOD, place.parent_id),
        (place.level == Level.VILLAGE, place.id),
    )
    places = (
        select(own.label("id"))
        .select_from(Invitation)
        .join(Person, Person.id == Invitation.person_id)
        .outerjoin(place, place.id == Person.region_id)
        .where(*_INVITED)
        .distinct()
        .subquery()
    )
    return (
        select(village.id, village.name, district.name)
        .select_from(places)
        .outerjoin(village, village.id == places.c.id)
        .outerjoin(district, district.id == village.parent_id)
        .order_by(village.sort_key)
    )


def _places() -> Executable:
    village = aliased(Region)
    return (
        select(Region.id, Region.level, Region.number, Region.name, village.name, Region.sort_key)
        .join(Person, Person.region_id == Region.id)
        .join(Invitation, Invitation.person_id == Person.id)
        .join(village, village.id == bindparam("village"))
        .where(*_INVITED, village.level == Level.VILLAGE)
        .where((Region.parent_id == bindparam("village")) | (Region.id == bindparam("village")))
        .distinct()
        .order_by(Region.sort_key)
    )


def _names(where: ColumnElement[bool]) -> Executable:
    village = aliased(Region)
    return (
        select(
            Person.id,
            Person.front_titles,
            Person.name,
            Person.back_titles,
            Person.post,
            Person.position,
            Region.level,
            Region.number,
            Region.name,
            village.name,
            Attendance.signed_at,
        )
        .select_from(Invitation)
        .join(Person, Person.id == Invitation.person_id)
        .outerjoin(Region, Region.id == Person.region_id)
        .outerjoin(village, village.id == Region.parent_id)
        .outerjoin(Attendance, _VALID & (Attendance.person_id == Person.id))
        .where(*_INVITED, where)
        .order_by(Person.folded, Person.id)
    )


_VILLAGES, _PLACES = _villages(), _places()
_NAMES_IN = _names(Person.region_id == bindparam("region"))
_OTHER_NAMES = _names(Region.id.is_(None) | (Region.level == Level.DISTRICT))
_INVITEE = (
    select(Person)
    .options(joinedload(Person.region).joinedload(Region.parent))
    .join(Invitation, Invitation.person_id == Person.id)
    .where(*_INVITED, Person.id == bindparam("person"))
)
_ATTENDANCE = (
    select(Attendance)
    .options(defer(Attendance.signature))
    .where(Attendance.event_id == bindparam("event"))
)
_PRESENT = _ATTENDANCE.where(
    Attendance.person_id == bindparam("person"), Attendance.voided_at.is_(None)
)
_WITH_TOKEN = _ATTENDANCE.where(Attendance.token_hash == bindparam("token"))
