"""Supporting the questions of others, once each, and taking it back.

Whoever has supported one that was merged into another supports that one. The number beside a
question is counted anew with each vote, while the kegiatan is held: it cannot drift.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.orm import aliased

from app import live
from app.attendees import signing
from app.attendees.models import Attendance
from app.columns import now
from app.events.models import Event
from app.extensions import db
from app.questions.asking import NotNow, why_closed
from app.questions.models import Question, Vote
from app.questions.queries import shown_question_or_404

OWN = "Ini pertanyaan Anda sendiri. Dukungan diberikan oleh peserta lain."
DONE = "Pertanyaan ini sudah dijawab, jadi dukungannya tidak dapat diubah lagi."


def support(event: Event, attendance: Attendance, code: str) -> Question:
    """Once, however often it is asked for. Does not commit. Raises NotNow; 404 for what is hidden.

    The question is looked up when the kegiatan is held, so that it is as it is now.
    """
    question = _votable(event, attendance, code)
    mine = select(Vote.question_id).join(Question, Question.id == Vote.question_id)
    mine = mine.where(Vote.attendance_id == attendance.id, _stands_for(question))
    if db.session.scalar(mine.limit(1)) is None:
        db.session.add(Vote(question_id=question.id, attendance_id=attendance.id))
        db.session.flush()
        recount(question)
        live.questions_changed(event)
    return question


def take_back(event: Event, attendance: Attendance, code: str) -> Question:
    """Support it no longer, nor what was merged into it. Does not commit. Raises NotNow."""
    question = _votable(event, attendance, code)
    ids = select(Question.id).where(_stands_for(question))
    gone = delete(Vote).where(Vote.attendance_id == attendance.id, Vote.question_id.in_(ids))
    if db.session.connection().execute(gone).rowcount:
        recount(question)
        live.questions_changed(event)
    return question


def recount(question: Question) -> None:
    """Write beside the question how many support it or what was merged into it, each once."""
    part = aliased(Question)
    together = (part.id == question.id) | (part.merged_into_id == question.id)
    count = (
        select(func.count(Vote.attendance_id.distinct()))
        .join(part, part.id == Vote.question_id)
        .where(together)
        .scalar_subquery()
    )
    db.session.execute(
        update(Question).where(Question.id == question.id).values(votes=count),
        execution_options={"synchronize_session": False},
    )


def _votable(event: Event, attendance: Attendance, code: str) -> Question:
    signing.hold(event)
    question = shown_question_or_404(event, code)
    if why := why_closed(event, now()):
        raise NotNow(why)
    own = exists().where(_stands_for(question), Question.attendance_id == attendance.id)
    if db.session.scalar(select(own)):
        raise NotNow(OWN)
    if not question.status.takes_votes:
        raise NotNow(DONE)
    return question


def _stands_for(question: Question) -> ColumnElement[bool]:
    """Itself, and what was merged into it."""
    return (Question.id == question.id) | (Question.merged_into_id == question.id)
