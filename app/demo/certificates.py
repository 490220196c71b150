"""The certificates of the demo: a pattern and numbers that nobody can take for real ones."""

from __future__ import annotations

from app.certificates.models import CertificateSeries
from app.certificates.numbering import give_numbers
from app.demo.house import House
from app.events.models import Event
from app.extensions import db


def number_february(event: Event, house: House) -> None:
    """Everybody who was there has a number; some of the range are left."""
    series = CertificateSeries(
        event_id=event.id,
        pattern="CONTOH/{nomor}/2026",
        first=1,
        last=120,
        digits=3,
        dated=event.day,
        signer_id=house.head.id,
    )
    db.session.add(series)
    db.session.flush()
    give_numbers(event, series)
