"""Photos and the consent to them, always within one kegiatan."""

from __future__ import annotations

from flask import abort
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.events.models import Event
from app.extensions import db
from app.photos.models import Photo, PhotoConsent

IN_ORDER = (Photo.sort, Photo.id)


def photos_of(event: Event) -> list[Photo]:
    """All of them in their order, with who has added them."""
    query = select(Photo).where(Photo.event_id == event.id).options(joinedload(Photo.adder))
    return list(db.session.scalars(query.order_by(*IN_ORDER)))


def chosen_photos(event: Event) -> list[Photo]:
    """What may leave the house: chosen for the laporan, and so with consent."""
    query = select(Photo).where(Photo.event_id == event.id, Photo.chosen)
    return list(db.session.scalars(query.order_by(*IN_ORDER)))


def photo_or_404(event: Event, photo_id: int) -> Photo:
    return db.one_or_404(select(Photo).where(Photo.event_id == event.id, Photo.id == photo_id))


def photo_with_request(event: Event, request_id: str, by: int) -> Photo | None:
    """What this very request has made before; 404 if somebody else has made it."""
    photo = db.session.scalar(select(Photo).where(Photo.request_id == request_id))
    if photo is None:
        return None
    return photo if (photo.event_id, photo.added_by) == (event.id, by) else abort(404)


def same_photo(event: Event, sha256: str) -> Photo | None:
    query = select(Photo).where(Photo.event_id == event.id, Photo.sha256 == sha256)
    return db.session.scalar(query)


def count_photos(event: Event) -> tuple[int, int]:
    """How many there are, and the last place in their order."""
    query = select(func.count(Photo.id), func.coalesce(func.max(Photo.sort), 0))
    count, last = db.session.execute(query.where(Photo.event_id == event.id)).one()
    return count, last


def consent_of(event: Event) -> PhotoConsent | None:
    return db.session.get(PhotoConsent, event.id)
