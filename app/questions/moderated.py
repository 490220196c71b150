"""Finding the questions of a kegiatan for those who judge and answer them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.events.models import Event
from app.extensions import db
from app.questions.models import Question, Status


def question_or_404(event: Event, question: str) -> Question:
    """By its code, within the kegiatan."""
    query = select(Question).where(Question.event_id == event.id, Question.code == question)
    return db.one_or_404(query.options(joinedload(Question.presenter)))


def questions_of(event: Event) -> Sequence[Question]:
    """All of them, in the order in which they were asked."""
    query = select(Question).where(Question.event_id == event.id).order_by(Question.id)
    return db.session.scalars(query).all()


def being_answered(event: Event) -> Question | None:
    query = select(Question).where(Question.event_id == event.id)
    return db.session.scalar(query.where(Question.status == Status.ANSWERING))


def merged_into(question: Question) -> Sequence[Question]:
    query = select(Question).where(Question.merged_into_id == question.id)
    return db.session.scalars(query.order_by(Question.id)).all()


def could_take(question: Question) -> Sequence[Question]:
    """Into which of the kegiatan this one can be merged: the most wanted first."""
    query = (
        select(Question)
        .where(Question.event_id == question.event_id, Question.id != question.id)
        .where(Question.merged_into_id.is_(None), Question.status != Status.HIDDEN)
    )
    return db.session.scalars(query.order_by(Question.votes.desc(), Question.id)).all()
