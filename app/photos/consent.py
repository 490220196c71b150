"""How the people in the photos have agreed to be shown: without it no photo leaves the house."""

from __future__ import annotations

from app.accounts.models import Account
from app.columns import now
from app.events.models import Event
from app.extensions import db
from app.photos.models import PhotoConsent
from app.photos.queries import chosen_photos, consent_of

NEEDED = (
    "Foto belum dapat dipilih untuk laporan."
    " Catat dahulu bagaimana orang-orang dalam foto menyetujuinya."
)


def note(event: Event, words: str, by: Account) -> None:
    """The kegiatan must be held. Does not commit."""
    consent = consent_of(event)
    if consent is None:
        consent = PhotoConsent(event_id=event.id)
        db.session.add(consent)
    consent.words, consent.noted_at = words, now()
    consent.noted_by, consent.noter = by.id, by.name


def withdraw(event: Event) -> None:
    """From now on nothing is chosen. The kegiatan must be held. Does not commit."""
    for photo in chosen_photos(event):
        photo.leave_out()
    db.session.flush()
    if consent := consent_of(event):
        db.session.delete(consent)
