"""What a laporan says of a kegiatan, counted by the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import joinedload

from app.attendees.models import Attendance, Part
from app.directory.models import Level, Person, Post, Region
from app.events.models import Event
from app.extensions import db
from app.followups.models import FollowUp
from app.invitations.models import Invitation
from app.questions.models import Question
from app.reports.models import Report


class Seat(NamedTuple):
    """The invited of one kelurahan, of a kecamatan itself, or of no place."""

    district: str
    village: str  # empty: the kecamatan itself, or no place
    invited: int
    came: int


class Crowd(NamedTuple):
    """Those on the daftar hadir who are counted together: `Lurah`, 11."""

    label: str
    people: int


def report_of(event: Event) -> Report | None:
    who = (joinedload(Report.signer), joinedload(Report.acknowledger))
    return db.session.get(Report, event.id, options=who)


def seats_of(event: Event) -> list[Seat]:
    """By territory in official order: the kelurahan of the target, and whoever else is invited."""
    counted = _invited(event)
    places = _places()
    chosen = {region.id for region in event.regions}
    wanted = {
        place.sort_key
        for place in places.values()
        if place.level is Level.VILLAGE and (place.id in chosen or place.parent_id in chosen)
    }
    seats = []
    for code in sorted(wanted | counted.keys()):
        invited, came = counted.get(code, (0, 0))
        place = places.get(code)
        seats.append(Seat(*_names(place), invited, came))
    return seats


def crowds_of(event: Event) -> list[Crowd]:
    """Everybody on the daftar hadir: participants by rank, then presenters and guests."""
    query = (
        select(Attendance.part, Attendance.rank, func.count(Attendance.id))
        .where(Attendance.event_id == event.id, Attendance.voided_at.is_(None))
        .group_by(Attendance.part, Attendance.rank)
    )
    counted: dict[str, int] = {post.label: 0 for post in Post}
    counted |= {Part.SPEAKER.label: 0, Part.GUEST.label: 0}
    for part, rank, count in db.session.execute(query):
        label = list(Post)[rank].label if part is Part.PARTICIPANT else part.label
        counted[label] += count
    return [Crowd(label, count) for label, count in counted.items() if count]


def questions_for(event: Event) -> Sequence[Question]:
    """Those that everybody may see, each once, in the order in which they were asked."""
    query = select(Question).where(Question.event_id == event.id, Question.merged_into_id.is_(None))
    found = db.session.scalars(query.order_by(Question.asked_at, Question.id)).all()
    return [question for question in found if question.status.is_public]


def promises_for(event: Event) -> Sequence[FollowUp]:
    query = select(FollowUp).where(FollowUp.event_id == event.id)
    return db.session.scalars(query.order_by(FollowUp.due_on, FollowUp.id)).all()


def _names(place: Region | None) -> tuple[str, str]:
    """Of the kecamatan and of the kelurahan in it."""
    if place is None:
        return "", ""
    return (place.parent.name, place.name) if place.parent else (place.name, "")


def _invited(event: Event) -> dict[str, tuple[int, int]]:
    """How many are invited and how many of them came, by the code of their kelurahan or
    kecamatan; an empty one stands for no place.
    """
    query = (
        select(
            Region.sort_key,
            func.count(Invitation.id),
            func.sum(cast(Invitation.came, Integer)),
        )
        .join(Invitation.person)
        .outerjoin(Region, Region.id == Person.region_id)
        .where(Invitation.event_id == event.id, Invitation.withdrawn_at.is_(None))
        .group_by(Region.sort_key)
    )
    counted: dict[str, tuple[int, int]] = {}
    for key, invited, came in db.session.execute(query):
        code = (key or "").partition("/")[0]
        before = counted.get(code, (0, 0))
        counted[code] = (before[0] + invited, before[1] + int(came or 0))
    return counted


def _places() -> dict[str, Region]:
    """All kecamatan and kelurahan by their code."""
    query = select(Region).where(Region.level != Level.NEIGHBOURHOOD)
    found = db.session.scalars(query.options(joinedload(Region.parent)))
    return {place.sort_key: place for place in found}
