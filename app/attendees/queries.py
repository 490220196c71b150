"""What the phones in the hall are shown: few columns, one statement a page."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from flask import abort

from app import together
from app.attendees.models import Attendance
from app.attendees.statements import (
    EVENT,
    EVERYBODY,
    INVITEE,
    LAST_ON_DEVICE,
    NAME_OF,
    NAMES_IN,
    NAMESAKES,
    NUMBERED,
    OTHER_NAMES,
    PLACES,
    PRESENT,
    VILLAGES,
    WITH_TOKEN,
)
from app.attendees.tickets import Ticket
from app.directory.models import Level, Person, Post, Region
from app.directory.spelling import fold, roman
from app.events.models import Event
from app.prepared import of_no_session
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
    substitute: str = ""  # who was announced to come instead; known where one is looked up alone
    substitute_position: str = ""


def event_in_hall(code: str) -> Event:
    """The kegiatan with what the hall needs of it, to be read alone; 404 if there is none.

    It belongs to no session: reading fourteen columns costs a tenth of loading a row to be changed.
    """
    return together.once(("event", code), lambda: EVENT.alone(Event, code=code) or abort(404))


def villages_invited(event: Event) -> tuple[list[Village], bool]:
    """The kelurahan with invitees in official order, and whether others are invited as well."""
    rows = VILLAGES.all(event=event.id)
    return [Village(*row) for row in rows if row[0]], any(row[0] is None for row in rows)


def places_invited(event: Event, village_id: int) -> list[Place]:
    """The parts of a kelurahan with invitees; 404 where nobody is invited."""
    rows = PLACES.all(event=event.id, village=village_id)
    return [_place(*row) for row in rows] or abort(404)


def names_in(event: Event, region_id: int) -> list[Name]:
    """The invitees of one lingkungan, or of a kelurahan itself; 404 where nobody is invited."""
    rows = NAMES_IN.all(event=event.id, region=region_id)
    return [_name(*row) for row in rows] or abort(404)


def other_names(event: Event) -> list[Name]:
    """The invitees who belong to no kelurahan: kecamatan, dinas, others."""
    rows = OTHER_NAMES.all(event=event.id)
    return [_name(*row) for row in rows] or abort(404)


def name_or_404(event: Event, person_id: int) -> Name:
    """One invitee as the list of names shows it; others do not exist."""
    row = NAME_OF.first(event=event.id, person=person_id)
    return _name(*row) if row else abort(404)


def namesakes_of(event: Event, name: str) -> list[Name]:
    """The invitees who are called so, without titles and however it is spelled."""
    rows = NAMESAKES.all(event=event.id, folded=fold(name))
    return [_name(*row) for row in rows]


def everybody_invited(event: Event) -> list[tuple[str, Name]]:
    """All invitees, each with the kelurahan of theirs; none for kecamatan, dinas and others."""
    return [(_village(*row), _name(*row)) for row in EVERYBODY.all(event=event.id)]


def invitee_or_404(event: Event, person_id: int) -> Person:
    """Look only among those invited here: others do not exist. To be read, in no session."""
    row = INVITEE.first(event=event.id, person=person_id) or abort(404)
    *own, level, name, number, sort_key, parent = row
    above = of_no_session(Region, {"name": parent}) if parent else None
    place = {"level": level, "name": name, "number": number, "sort_key": sort_key, "parent": above}
    told = dict(zip(INVITEE.names, own, strict=False))  # what is left over tells of the region
    return of_no_session(Person, told | {"region": of_no_session(Region, place) if level else None})


def attendance_of(event: Event, person_id: int) -> Attendance | None:
    """The attendances below are to be read alone: they belong to no session."""
    return PRESENT.alone(Attendance, event=event.id, person=person_id)


def last_on_device(event: Event, ticket: Ticket) -> Attendance | None:
    """The newest valid sign-in of this very phone; a kiosk has none."""
    return LAST_ON_DEVICE.alone(Attendance, event=event.id, device=ticket.device(event))


def attendance_with_token(event: Event, token_hash: str) -> Attendance | None:
    return WITH_TOKEN.alone(Attendance, event=event.id, token=token_hash)


def attendance_numbered(event: Event, number: int) -> Attendance:
    return NUMBERED.alone(Attendance, event=event.id, number=number) or abort(404)


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
    *substitute: str,
) -> Name:
    words = _where(level, number, place or "", parent)
    full_name = with_titles(front, name, back)
    return Name(id, full_name, position or post.label, words, signed_at, *substitute)


def _village(*row: Any) -> str:
    level, place, parent = row[6], row[8], row[9]
    own = {Level.NEIGHBOURHOOD: parent, Level.VILLAGE: place}
    return str(own.get(level) or "")


def _where(level: Level | None, number: int | None, name: str, parent: str | None) -> str:
    if level is Level.DISTRICT:
        return f"Kec. {name}"
    if level is Level.NEIGHBOURHOOD:
        return f"{parent} / {f'Lingk. {roman(number)}' if number else name}"
    return name


def _place(id: int, level: Level, number: int | None, name: str, village: str) -> Place:
    own = level is Level.VILLAGE
    return Place(id, "Lurah dan perangkat kelurahan" if own else name, village, own)
