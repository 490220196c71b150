"""The statements of the hall, built once: in a rush, building them anew costs more than running
them. What they ask for is bound by name when they run.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Executable, bindparam, case, select
from sqlalchemy.orm import aliased, joinedload, load_only

from app.attendees.models import Attendance
from app.directory.models import Level, Person, Region
from app.events.models import Event
from app.extensions import db
from app.invitations.models import Invitation

INVITED = (Invitation.event_id == bindparam("event"), Invitation.withdrawn_at.is_(None))
VALID = (Attendance.event_id == bindparam("event")) & Attendance.voided_at.is_(None)

EVENT = select(
    Event.id,
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
    Event.moderated,
    Event.questions_version,
    Event.is_demo,
).where(Event.code == bindparam("code"))


def run(statement: Executable, names: dict[str, Any]) -> Any:
    """The result of a statement below the ORM: reading or changing columns costs half there.

    Objects that the session holds stay as they were read.
    """
    return db.session.connection().execute(statement, names)


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
        .where(*INVITED)
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
        .where(*INVITED, village.level == Level.VILLAGE)
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
        .outerjoin(Attendance, VALID & (Attendance.person_id == Person.id))
        .where(*INVITED, where)
        .order_by(Person.folded, Person.id)
    )


VILLAGES, PLACES = _villages(), _places()
NAMES_IN = _names(Person.region_id == bindparam("region"))
NAME_OF = _names(Person.id == bindparam("person"))
OTHER_NAMES = _names(Region.id.is_(None) | (Region.level == Level.DISTRICT))
NAMESAKES = _names(Person.folded == bindparam("folded"))
INVITEE = (
    select(Person)
    .options(joinedload(Person.region).joinedload(Region.parent))
    .join(Invitation, Invitation.person_id == Person.id)
    .where(*INVITED, Person.id == bindparam("person"))
)
ATTENDANCE = (
    select(Attendance)
    .options(
        load_only(
            Attendance.number,
            Attendance.name,
            Attendance.position,
            Attendance.place,
            Attendance.represents,
            Attendance.method,
            Attendance.signed_at,
            Attendance.device,
            Attendance.request_id,
            Attendance.voided_at,
        )
    )
    .where(Attendance.event_id == bindparam("event"))
)
PRESENT = ATTENDANCE.where(
    Attendance.person_id == bindparam("person"), Attendance.voided_at.is_(None)
)
WITH_TOKEN = ATTENDANCE.where(Attendance.token_hash == bindparam("token"))
