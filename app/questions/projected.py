"""What the projector may read of questions: only what has been let out, and no hidden name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, func, select

from app.events.models import Event
from app.extensions import db
from app.presenters.models import Presenter
from app.questions.models import Question, Status

SHOWN = 5  # as many as the last row can read; the rest is a number
OPEN_TO_ALL = (Status.SHOWN, Status.ANSWERING)  # said by name: nothing new slips in

PROJECTED = (
    select(
        Question.words,
        Question.topic,
        Question.status,
        Question.votes,
        case((Question.hides_name, ""), else_=Question.asker).label("asker"),
        case((Question.hides_name, ""), else_=Question.place).label("place"),
        Presenter.name.label("presenter"),
    )
    .outerjoin(Presenter, Presenter.id == Question.presenter_id)
    .where(Question.merged_into_id.is_(None))
)


def most_wanted(event: Event) -> tuple[Sequence[Any], int]:
    """The open ones with most votes, and how many more there are."""
    where = (Question.event_id == event.id, Question.status.in_(OPEN_TO_ALL))
    query = PROJECTED.where(*where).order_by(Question.votes.desc(), Question.id).limit(SHOWN)
    shown = db.session.execute(query).all()
    count = select(func.count(Question.id)).where(*where, Question.merged_into_id.is_(None))
    return shown, (db.session.scalar(count) or 0) - len(shown)


def on_stage(event: Event) -> Any:
    """The one being answered, or None."""
    where = (Question.event_id == event.id, Question.status == Status.ANSWERING)
    return db.session.execute(PROJECTED.where(*where)).first()
