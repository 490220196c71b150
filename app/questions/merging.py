"""Similar questions become one: the target stands for all of them, and each keeps its asker.

Votes stay with the question they were given to, so that separating brings back what was there; the
target's number counts everybody once, over all of them. None of these verbs commits.
"""

from __future__ import annotations

from sqlalchemy import update

from app import live
from app.events.models import Event
from app.extensions import db
from app.questions import moderating
from app.questions.models import Question, Status, WrongState
from app.questions.voting import recount


def merge(event: Event, question: Question, target: Question) -> Question:
    """Put one into another, or into the one that already stands for that; returns that one.

    What was merged into the question before goes along: there are no chains.
    """
    target = _standing_for(target)
    if target.id == question.id:
        raise WrongState("Pertanyaan tidak dapat digabung dengan dirinya sendiri.")
    if question.merged_into_id is not None:
        raise WrongState("Pertanyaan ini sudah digabung. Pisahkan dulu bila tujuannya lain.")
    if not question.status.is_open:
        raise WrongState(
            f"Pertanyaan yang {question.status.label.lower()} tidak dapat digabung. "
            "Pilih pertanyaan yang masih terbuka."
        )
    if target.status is Status.HIDDEN:
        raise WrongState("Pertanyaan tujuan disembunyikan. Tampilkan dulu, lalu gabungkan.")
    moderating.stop(event, question)
    if question.status.is_public and target.status is Status.NEW:
        moderating.show(event, target)  # what everybody could see does not vanish
    question.merged_into_id = target.id
    move = update(Question).where(Question.merged_into_id == question.id)
    db.session.flush()
    db.session.execute(move.values(merged_into_id=target.id))
    recount(target)
    recount(question)
    live.questions_changed(event)
    return target


def separate(event: Event, question: Question) -> None:
    """Let it stand alone again, as it was; one that stands alone stays so."""
    if question.merged_into_id is None:
        return
    target = _standing_for(question)
    question.merged_into_id = None
    db.session.flush()
    recount(target)
    recount(question)
    live.questions_changed(event)


def _standing_for(question: Question) -> Question:
    if question.merged_into_id is None:
        return question
    return db.session.get_one(Question, question.merged_into_id)
