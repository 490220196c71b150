"""Who was there and who has a number, always within one kegiatan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask import abort
from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from app.attendees.models import Attendance
from app.attendees.official_order import PARTS, official_order
from app.certificates.models import Certificate, CertificateSeries
from app.events.models import Event
from app.extensions import db


class Holder(NamedTuple):
    """Somebody who was there, and the serial; None: still to be given."""

    attendance: Attendance
    serial: int | None


def series_of(event: Event) -> CertificateSeries | None:
    """What its certificates say; None before the office has written it down."""
    query = select(CertificateSeries).where(CertificateSeries.event_id == event.id)
    return db.session.scalar(query.options(joinedload(CertificateSeries.signer)))


def holders_at(event: Event) -> list[Holder]:
    """Everybody on the list in the official order, those without a number among them."""
    query = (
        select(Attendance, Certificate.serial)
        .outerjoin(Certificate, Certificate.attendance_id == Attendance.id)
        .where(Attendance.event_id == event.id, Attendance.voided_at.is_(None))
    )
    found = [Holder(*row) for row in db.session.execute(query)]
    return sorted(found, key=lambda one: _place_on_paper(one.attendance))


def certificates_of(event: Event) -> Sequence[Certificate]:
    """Those that can be printed, by number: who was taken off the list has none any more."""
    query = (
        select(Certificate)
        .join(Certificate.attendance)
        .options(contains_eager(Certificate.attendance))
        .where(Certificate.event_id == event.id, Attendance.voided_at.is_(None))
        .order_by(Certificate.serial)
    )
    return db.session.scalars(query).all()


def certificate_or_404(event: Event, serial: int) -> Certificate:
    return next((one for one in certificates_of(event) if one.serial == serial), None) or abort(404)


def highest_serial(event: Event, first: int, last: int) -> int | None:
    """The highest that was ever given in this range, to whomever."""
    within = Certificate.serial.between(first, last)
    query = select(func.max(Certificate.serial)).where(Certificate.event_id == event.id, within)
    return db.session.scalar(query)


def _place_on_paper(attendance: Attendance) -> tuple[int, int, str, int]:
    return PARTS.index(attendance.part), *official_order(attendance)
