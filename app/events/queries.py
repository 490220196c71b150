from __future__ import annotations

from sqlalchemy import select

from app.events.models import Event
from app.extensions import db


def event_or_404(code: str) -> Event:
    return db.one_or_404(select(Event).where(Event.code == code))
