"""Guests: those who stand on no list but that of who came. How one is found, and known again."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, false, select
from sqlalchemy.orm import joinedload

from app.attendees.models import Attendance, walk_in_key_of
from app.directory.queries import found_by
from app.directory.spelling import letters_of, names_nothing
from app.events.models import Event
from app.extensions import db
from app.personal import FEW, Whose

WITH_EVENT = joinedload(Attendance.event).load_only(Event.title, Event.starts_at, Event.status)


def whose_guest(guest: Attendance) -> Whose:
    """The same name from the same institution, or with the same phone, on every list.

    Without an institution by phone alone: a row of before may have been given the key of others.
    """
    if guest.walk_in_key is None:
        return Whose(None, (guest.id,))
    same = Attendance.walk_in_key == guest.walk_in_key
    if names_nothing(guest.place):
        same = Attendance.id == guest.id
    return Whose(None, _same_guests(same, guest.name, guest.phone))


def guests_called(name: str, institution: str, phone: str | None) -> tuple[int, ...]:
    """By the same rule, on every list: somebody whom we know from elsewhere."""
    same = Attendance.walk_in_key == walk_in_key_of(name, institution)
    return _same_guests(false() if names_nothing(institution) else same, name, phone)


def _same_guests(same: ColumnElement[bool], name: str, phone: str | None) -> tuple[int, ...]:
    if phone:
        same |= Attendance.walk_in_key.is_not(None) & (Attendance.phone == phone)
    found = db.session.scalars(select(Attendance).where(same).order_by(Attendance.id))
    return tuple(one.id for one in found if letters_of(one.name) == letters_of(name))


def guest_or_404(attendance_id: int) -> Attendance:
    """Somebody who stands on no other list than that of those who came."""
    return db.one_or_404(_guests().where(Attendance.id == attendance_id))


def guests_like(words: str) -> Sequence[Attendance]:
    """By name or by phone, newest first."""
    wanted = found_by(words, Attendance.name, Attendance.phone)
    query = _guests().where(wanted, Attendance.erased_at.is_(None))
    return db.session.scalars(query.order_by(Attendance.id.desc()).limit(FEW)).all()


def _guests() -> Select[Attendance]:
    alone = Attendance.person_id.is_(None) | (Attendance.represents != "")
    return select(Attendance).where(alone).options(WITH_EVENT)
