"""What the one who has asked a question reads of the promises that came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select

from app.extensions import db
from app.followups.models import Audience, FollowUp, Note, Status, today
from app.followups.queries import by_urgency
from app.questions.models import Question


class Promise(NamedTuple):
    """What the asker of a question reads of it: no name where a post is known, never a phone."""

    code: str  # for staff, who open it
    what: str
    responsible: str
    due_on: date
    status: Status
    is_overdue: bool
    words: str  # the last that were meant for the asker


def promises_for(questions: Sequence[Any]) -> dict[int, list[Promise]]:
    """The public face of what was promised for each question (or its id), in one statement.

    A question that was merged into another shares in its promises.
    """
    ids = [getattr(question, "id", question) for question in questions]
    if not ids:
        return {}
    last = (
        select(func.max(Note.id))
        .where(Note.follow_up_id == FollowUp.id, Note.audience == Audience.ASKER, Note.words != "")
        .correlate(FollowUp)
        .scalar_subquery()
    )
    own = FollowUp.question_id == Question.id
    shared = FollowUp.question_id == Question.merged_into_id
    query = (
        select(Question.id, FollowUp, Note.words)
        .join(FollowUp, own | shared)
        .outerjoin(Note, Note.id == last)
        .where(Question.id.in_(ids))
        .order_by(*by_urgency)
    )
    found: dict[int, list[Promise]] = {}
    for question_id, row, words in db.session.execute(query):
        found.setdefault(question_id, []).append(_face(row, words or ""))
    return found


def _face(row: FollowUp, words: str) -> Promise:
    late = row.is_overdue(today())
    return Promise(row.code, row.what, row.public_responsible, row.due_on, row.status, late, words)
