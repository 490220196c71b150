"""Certificates of somebody: their numbers."""

from __future__ import annotations

from sqlalchemy import select

from app.certificates.models import Certificate, CertificateSeries
from app.events.models import Event
from app.extensions import db
from app.personal import Part, Whose


def held(whose: Whose) -> Part:
    query = (
        select(CertificateSeries, Certificate.serial, Event.title)
        .join(Certificate, Certificate.event_id == CertificateSeries.event_id)
        .join(Event, Event.id == CertificateSeries.event_id)
        .where(Certificate.attendance_id.in_(whose.attendances))
        .order_by(Certificate.id)
    )
    facts = [
        {"Kegiatan": title, "Jenis": series.style.label, "Nomor": series.number_of(serial)}
        for series, serial, title in db.session.execute(query)
    ]
    return Part("Sertifikat", facts)
