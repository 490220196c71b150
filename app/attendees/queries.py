"""What the phones in the hall are shown: few columns, one statement a page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from flask import abort
from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import aliased, defer, joinedload

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


class Invitee(NamedTuple):
    person: Person
    present: Attendance | None


def villages_invited(event: Event) -> tuple[list[Village], bool]:
    """The kelurahan with invitees in official order, and whether others are invited as well."""
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
        .where(*_invited(event))
        .distinct()
        .subquery()
    )
    query = (
        select(village.id, village.name, district.name)
        .select_from(places)
        .outerjoin(village, village.id == places.c.id)
        .outerjoin(district, district.id == village.parent_id)
        .order_by(village.sort_key)
    )
    rows = db.session.execute(query).all()
    return [Village(*row) for row in rows if row[0]], any(row[0] is None for row in rows)


def places_invited(event: Event, village_id: int) -> list[Place]:
    """The parts of a kelurahan with invitees; 404 where nobody is invited."""
    village = aliased(Region)
    query = (
        select(Region.id, Region.level, Region.number, Region.name, village.name)
        .join(Person, Person.region_id == Region.id)
        .join(Invitation, Invitation.person_id == Person.id)
        .join(village, village.id == village_id)
        .where(*_invited(event), village.level == Level.VILLAGE)
        .where((Region.parent_id == village_id) | (Region.id == village_id))
        .distinct()
        .add_columns(Region.sort_key)
        .order_by(Region.sort_key)
    )
    rows = db.session.execute(query).all()
    return [_place(*row[:5]) for row in rows] or abort(404)


def names_in(event: Event, region_id: int) -> list[Name]:
    """The invitees of one lingkungan, or of a kelurahan itself; 404 where nobody is invited."""
    return _names(event, Person.region_id == region_id) or abort(404)


def other_names(event: Event) -> list[Name]:
    """The invitees who belong to no kelurahan: kecamatan, dinas, others."""
    return _names(event, Region.id.is_(None) | (Region.level == Level.DISTRICT)) or abort(404)


def invitee_or_404(event: Event, person_id: int) -> Invitee:
    """Look only among those invited here: others do not exist."""
    query = (
        select(Person)
        .options(joinedload(Person.region).joinedload(Region.parent))
        .join(Invitation, Invitation.person_id == Person.id)
        .where(*_invited(event), Person.id == person_id)
    )
    person = db.one_or_404(query)
    present = select(Attendance).options(defer(Attendance.signature))
    return Invitee(person, db.session.scalar(present.where(*_present(event, person_id))))


def attendance_with_token(event: Event, token_hash: str) -> Attendance | None:
    query = select(Attendance).options(defer(Attendance.signature))
    return db.session.scalar(
        query.where(Attendance.event_id == event.id, Attendance.token_hash == token_hash)
    )


def attendance_numbered(event: Event, number: int) -> Attendance:
    query = select(Attendance).options(defer(Attendance.signature))
    return db.one_or_404(
        query.where(
            Attendance.event_id == event.id,
            Attendance.number == number,
            Attendance.voided_at.is_(None),
        )
    )


def count_present(event: Event) -> int:
    query = select(func.count()).where(
        Attendance.event_id == event.id, Attendance.voided_at.is_(None)
    )
    return db.session.scalar(query) or 0


def count_invited(event: Event) -> int:
    return db.session.scalar(select(func.count()).where(*_invited(event))) or 0


def _names(event: Event, where: ColumnElement[bool]) -> list[Name]:
    village = aliased(Region)
    query = (
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
        .outerjoin(Attendance, _joined(event))
        .where(*_invited(event), where)
        .order_by(Person.folded, Person.id)
    )
    return [_name(*row) for row in db.session.execute(query)]


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


def _invited(event: Event) -> Sequence[ColumnElement[bool]]:
    return (Invitation.event_id == event.id, Invitation.withdrawn_at.is_(None))


def _present(event: Event, person_id: int) -> Sequence[ColumnElement[bool]]:
    return (
        Attendance.event_id == event.id,
        Attendance.person_id == person_id,
        Attendance.voided_at.is_(None),
    )


def _joined(event: Event) -> ColumnElement[bool]:
    return (
        (Attendance.event_id == event.id)
        & (Attendance.person_id == Person.id)
        & Attendance.voided_at.is_(None)
    )
