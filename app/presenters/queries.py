"""Narasumber, always within one kegiatan. Who was taken off its programme does not exist here."""

from __future__ import annotations

from flask import abort
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.events.models import Event
from app.extensions import db
from app.presenters.models import Presenter

FEW = 8  # of those who spoke before, offered again
IN_PROGRAMME = Presenter.taken_off_at.is_(None)


def presenters_of(event: Event) -> list[Presenter]:
    """In the order of the programme."""
    query = select(Presenter).where(Presenter.event_id == event.id, IN_PROGRAMME)
    query = query.options(joinedload(Presenter.event))
    return list(db.session.scalars(query.order_by(Presenter.sort, Presenter.id)))


def presenters_to_ask(event: Event) -> list[Presenter]:
    """Who can still answer or promise something."""
    return [one for one in presenters_of(event) if not one.is_erased]


def presenter_or_404(event: Event, presenter_id: int) -> Presenter:
    """As it is now, to be changed: who was erased on request is not, and gets no new link."""
    query = select(Presenter).where(Presenter.event_id == event.id, Presenter.id == presenter_id)
    query = query.where(Presenter.erased_at.is_(None), IN_PROGRAMME)
    query = query.execution_options(populate_existing=True)
    return db.session.scalar(query) or abort(404)


def presenter_with_token(token_hash: str) -> Presenter | None:
    """With the kegiatan."""
    query = select(Presenter).options(joinedload(Presenter.event))
    return db.session.scalar(query.where(Presenter.token_hash == token_hash))


def earlier_presenters(event: Event) -> list[Presenter]:
    """Who spoke elsewhere and not yet here, each name once as it was written last."""
    here = select(Presenter.name).where(Presenter.event_id == event.id, IN_PROGRAMME)
    newest = (
        select(func.max(Presenter.id))
        .where(Presenter.event_id != event.id, Presenter.name.not_in(here))
        .where(Presenter.erased_at.is_(None), IN_PROGRAMME)
        .group_by(Presenter.name)
        .order_by(func.max(Presenter.id).desc())
        .limit(FEW)
    )
    query = select(Presenter).where(Presenter.id.in_(newest)).order_by(Presenter.id.desc())
    return list(db.session.scalars(query))


def next_place(event: Event) -> int:
    """In the programme, behind everybody who is there already."""
    query = select(func.max(Presenter.sort)).where(Presenter.event_id == event.id, IN_PROGRAMME)
    last = db.session.scalar(query)
    return 0 if last is None else last + 1
