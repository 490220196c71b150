"""Who may have asked aloud: somebody who has come, or somebody of the directory."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.attendees.models import Attendance
from app.directory.models import Person, Region
from app.directory.spelling import fold
from app.events.models import Event
from app.extensions import db
from app.fields import id_of
from app.invitations.queries import find_persons

MOST = 8  # of each kind


class Asker(NamedTuple):
    key: str  # "h12" for an attendance, "o34" for a person
    name: str
    place: str
    attendance_id: int | None = None
    region_id: int | None = None


def askers_like(event: Event, search: str) -> list[Asker]:
    """Those in whose name or place every word of the search occurs; who has come stands first."""
    words = fold(search).split()
    if not words:
        return []
    came = db.session.execute(
        select(Attendance.id, Attendance.name, Attendance.place, Attendance.person_id)
        .where(Attendance.event_id == event.id, Attendance.voided_at.is_(None))
        .order_by(Attendance.number)
    ).all()
    here = {row.person_id for row in came}
    fitting = [row for row in came if all(w in fold(f"{row.name} {row.place}") for w in words)]
    others = [match.person for match in find_persons(event, search) if match.person.id not in here]
    return [
        *(Asker(f"h{row.id}", row.name, row.place) for row in fitting[:MOST]),
        *(_of_person(person) for person in others[:MOST]),
    ]


def asker_chosen(event: Event, key: str) -> Asker | None:
    """Whom a form names; None for nobody, and for what is no asker of this kegiatan."""
    number = id_of(key[1:])
    if number is None:
        return None
    if key.startswith("h"):
        return _who_came(event, number)
    whole = joinedload(Person.region).joinedload(Region.parent)
    person = db.session.get(Person, number, options=[whole]) if key.startswith("o") else None
    return _of_person(person) if person else None


def _who_came(event: Event, attendance_id: int) -> Asker | None:
    query = (
        select(Attendance.id, Attendance.name, Attendance.place, Person.region_id)
        .outerjoin(Person, Person.id == Attendance.person_id)
        .where(Attendance.event_id == event.id, Attendance.id == attendance_id)
        .where(Attendance.voided_at.is_(None))
    )
    row = db.session.execute(query).first()
    return Asker(f"h{row.id}", row.name, row.place, row.id, row.region_id) if row else None


def _of_person(person: Person) -> Asker:
    region = person.region
    place = region.place if region else ""
    return Asker(f"o{person.id}", person.full_name, place, region_id=person.region_id)
