"""How those who came have agreed to photos: noted once for a kegiatan."""

from __future__ import annotations

from sqlalchemy import select

from app.attendees.models import Attendance
from app.events.models import Event
from app.extensions import db
from app.personal import Part, Whose, moment
from app.photos.models import PhotoConsent


def held(whose: Whose) -> Part:
    attended = select(Attendance.event_id).where(Attendance.id.in_(whose.attendances))
    query = (
        select(PhotoConsent, Event.title)
        .join(Event, Event.id == PhotoConsent.event_id)
        .where(PhotoConsent.event_id.in_(attended))
        .order_by(Event.starts_at, Event.id)
    )
    facts = [
        {"Kegiatan": title, "Persetujuan": consent.words, "Dicatat": moment(consent.noted_at)}
        for consent, title in db.session.execute(query)
    ]
    return Part("Persetujuan foto kegiatan yang dihadiri", facts)
