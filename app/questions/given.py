"""What a presenter may read: the questions given to them, and what everybody sees."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.events.models import Event
from app.extensions import db
from app.presenters.models import Presenter
from app.questions.models import Question, Status


def given_to(who: Presenter) -> Sequence[Question]:
    """Those that staff have given to them, the unanswered first; hidden ones are gone."""
    query = select(Question).where(
        Question.presenter_id == who.id,
        Question.event_id == who.event_id,
        Question.status != Status.HIDDEN,
        Question.merged_into_id.is_(None),
    )
    found = db.session.scalars(query.order_by(Question.id)).all()
    return sorted(found, key=lambda one: (bool(one.answer), -one.votes))


def given_or_404(who: Presenter, question: str) -> Question:
    query = select(Question).where(
        Question.presenter_id == who.id,
        Question.event_id == who.event_id,
        Question.code == question,
        Question.status != Status.HIDDEN,
        Question.merged_into_id.is_(None),
    )
    return db.one_or_404(query)


def open_to_all(event: Event) -> Sequence[Question]:
    """The open ones that are given to nobody, the most wanted first."""
    query = select(Question).where(
        Question.event_id == event.id,
        Question.presenter_id.is_(None),
        Question.status.in_([Status.SHOWN, Status.ANSWERING]),
        Question.merged_into_id.is_(None),
    )
    return db.session.scalars(query.order_by(Question.votes.desc(), Question.id)).all()
