"""The statements of the hall. What they ask for is bound by name when they run."""

from __future__ import annotations

from sqlalchemy import ColumnElement, SQLColumnExpression, bindparam, case, exists, select, true
from sqlalchemy.orm import aliased

from app.attendees.models import Attendance
from app.directory.models import Level, Person, Region
from app.events.models import Event
from app.invitations.models import Invitation
from app.prepared import Prepared

INVITED = (Invitation.event_id == bindparam("event"), Invitation.withdrawn_at.is_(None))
VALID = (Attendance.event_id == bindparam("event")) & Attendance.voided_at.is_(None)

EVENT = Prepared(
    select(
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
)


def _villages() -> Prepared:
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
    return Prepared(
        select(village.id, village.name, district.name)
        .select_from(places)
        .outerjoin(village, village.id == places.c.id)
        .outerjoin(district, district.id == village.parent_id)
        .order_by(village.sort_key)
    )


def _places() -> Prepared:
    village = aliased(Region)
    is_invited = exists().where(*INVITED, _lives_in(Region.id)).correlate(Region)
    return Prepared(
        select(Region.id, Region.level, Region.number, Region.name, village.name)
        .join(village, village.id == bindparam("village"))
        .where(village.level == Level.VILLAGE, is_invited)
        .where((Region.parent_id == bindparam("village")) | (Region.id == bindparam("village")))
        .order_by(Region.sort_key)
    )


def _lives_in(region: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Said so that a database looks up the few who live there, not all who are invited."""
    there = select(Person.id).where(Person.region_id == region).correlate(Region)
    return Invitation.person_id.in_(there)


def _names(where: ColumnElement[bool], *more: SQLColumnExpression[str]) -> Prepared:
    village = aliased(Region)
    return Prepared(
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
            *more,
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
NAMES_IN = _names(_lives_in(bindparam("region")))
NAME_OF = _names(
    Person.id == bindparam("person"), Invitation.substitute, Invitation.substitute_position
)
OTHER_NAMES = _names(Region.id.is_(None) | (Region.level == Level.DISTRICT))
NAMESAKES = _names(Person.folded == bindparam("folded"))
EVERYBODY = _names(true())


def _invitee() -> Prepared:
    village = aliased(Region)
    return Prepared(
        select(
            Person.id,
            Person.name,
            Person.front_titles,
            Person.back_titles,
            Person.post,
            Person.position,
            Person.sex,
            Person.phone,
            Person.nip,
            Region.level,
            Region.name,
            Region.number,
            Region.sort_key,
            village.name,
        )
        .join(Invitation, Invitation.person_id == Person.id)
        .outerjoin(Region, Region.id == Person.region_id)
        .outerjoin(village, village.id == Region.parent_id)
        .where(*INVITED, Person.id == bindparam("person"))
    )


INVITEE = _invitee()
_ATTENDANCE = select(
    Attendance.id,
    Attendance.number,
    Attendance.name,
    Attendance.position,
    Attendance.place,
    Attendance.represents,
    Attendance.method,
    Attendance.signed_at,
    Attendance.device,
    Attendance.request_id,
    Attendance.received_at,
    Attendance.broadcast_at,
    Attendance.voided_at,
).where(Attendance.event_id == bindparam("event"))
_VALID = _ATTENDANCE.where(Attendance.voided_at.is_(None))
PRESENT = Prepared(_VALID.where(Attendance.person_id == bindparam("person")))
NUMBERED = Prepared(_VALID.where(Attendance.number == bindparam("number")))
WITH_TOKEN = Prepared(_ATTENDANCE.where(Attendance.token_hash == bindparam("token")))
LAST_ON_DEVICE = Prepared(
    _VALID.where(Attendance.device == bindparam("device"))
    .order_by(Attendance.id.desc())  # by number, SQLite looks through the whole list
    .limit(1)
)
