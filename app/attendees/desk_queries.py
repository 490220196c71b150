"""What the desk reads: few statements, however full the hall."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload

from app.attendees.models import Attendance
from app.attendees.sheet_photos import SheetPhoto
from app.directory.models import Person, Region
from app.events.models import Event
from app.extensions import db
from app.invitations.models import Invitation

WITH_REGION = joinedload(Person.region).joinedload(Region.parent)


def invitees_or_404(event: Event, ids: Collection[int]) -> Sequence[Person]:
    """These persons, all of them invited; also if one was taken off while somebody ticked."""
    query = (
        select(Person)
        .join(Invitation, Invitation.person_id == Person.id)
        .where(Invitation.event_id == event.id, Person.id.in_(ids))
        .options(WITH_REGION)
        .order_by(Person.folded, Person.id)
    )
    people = db.session.scalars(query).all()
    return people if len(people) == len(set(ids)) else abort(404)


def invitee_or_404(event: Event, person_id: int) -> Person:
    return invitees_or_404(event, [person_id])[0]


def attendances_of(event: Event) -> Sequence[Attendance]:
    """Everybody recorded, the voided too, newest first; without the heavy signatures."""
    query = (
        select(Attendance)
        .where(Attendance.event_id == event.id)
        .options(defer(Attendance.signature, raiseload=True), joinedload(Attendance.voider))
        .order_by(Attendance.number.desc())
    )
    return db.session.scalars(query).all()


def signatures_of(ids: Collection[int]) -> dict[int, str]:
    """The drawn signatures of these attendances."""
    query = select(Attendance.id, Attendance.signature).where(
        Attendance.id.in_(ids), Attendance.signature.is_not(None)
    )
    return {row.id: row.signature for row in db.session.execute(query) if row.signature}


def attendance_or_404(event: Event, attendance_id: int) -> Attendance:
    """A valid one of this kegiatan; what is voided is history and stays as it is."""
    query = (
        select(Attendance)
        .where(Attendance.event_id == event.id, Attendance.id == attendance_id)
        .where(Attendance.voided_at.is_(None))
        .options(joinedload(Attendance.recorder))
    )
    return db.one_or_404(query)


def present_persons(event: Event, ids: Collection[int]) -> dict[int, Attendance]:
    """The valid attendances of these persons, by person."""
    query = (
        select(Attendance)
        .where(Attendance.event_id == event.id, Attendance.person_id.in_(ids))
        .where(Attendance.voided_at.is_(None))
        .options(joinedload(Attendance.recorder))
    )
    return {one.person_id: one for one in db.session.scalars(query) if one.person_id}


def sheets_of(event: Event) -> Sequence[SheetPhoto]:
    query = select(SheetPhoto).where(SheetPhoto.event_id == event.id)
    return db.session.scalars(query.order_by(SheetPhoto.id)).all()


def sheet_or_404(event: Event, photo_id: int) -> SheetPhoto:
    query = select(SheetPhoto).where(SheetPhoto.event_id == event.id, SheetPhoto.id == photo_id)
    return db.one_or_404(query)
