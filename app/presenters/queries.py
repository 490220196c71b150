"""Narasumber, always within one kegiatan."""

from __future__ import annotations

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.events.models import Event
from app.extensions import db
from app.presenters.models import Presenter


def presenters_of(event: Event) -> list[Presenter]:
    """In the order of the programme."""
    query = select(Presenter).where(Presenter.event_id == event.id)
    return list(db.session.scalars(query.order_by(Presenter.sort, Presenter.id)))


def presenter_or_404(event: Event, presenter_id: int) -> Presenter:
    query = select(Presenter).where(Presenter.event_id == event.id, Presenter.id == presenter_id)
    return db.session.scalar(query) or abort(404)


def presenter_with_token(token_hash: str) -> Presenter | None:
    """With the kegiatan."""
    query = select(Presenter).options(joinedload(Presenter.event))
    return db.session.scalar(query.where(Presenter.token_hash == token_hash))
