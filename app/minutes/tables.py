"""The two tables of a notula: what was asked and answered, and what was promised."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app import wib
from app.events.models import Event
from app.extensions import db
from app.followups.models import FollowUp
from app.minutes.models import Minutes
from app.questions.models import Question, Status

NAMELESS = "Peserta (nama tidak ditampilkan)"
DONE = {Status.ANSWERED, Status.FOLLOWED_UP}  # what stands in it where nobody has chosen


def questions_to_choose(event: Event) -> Sequence[Question]:
    """Each that stands for itself and that staff have not hidden, in the order of asking."""
    query = select(Question).where(Question.event_id == event.id, Question.merged_into_id.is_(None))
    return db.session.scalars(
        query.where(Question.status != Status.HIDDEN).order_by(Question.id)
    ).all()


def stands_in(minutes: Minutes, question: Question) -> bool:
    return minutes.chosen.get(question.code, question.status in DONE)


def question_row(question: Question) -> dict[str, str]:
    """Whoever does not want to be named is not named here either."""
    shown = not question.hides_name
    promised = question.status is Status.FOLLOWED_UP and "Akan ditindaklanjuti."
    return {
        "asker": (question.asker if shown else NAMELESS) or "-",
        "place": (question.place if shown else "") or "-",
        "words": question.words,
        "answer": (question.answer if question.answered_at else "") or promised or "-",
        "answerer": (question.answered_by if question.answered_at else "") or "-",
    }


def promise_row(promise: FollowUp) -> dict[str, str]:
    return {
        "what": promise.what,
        "responsible": promise.responsible,
        "due": wib.plain_date(promise.due_on),
        "status": promise.status.label,
    }
