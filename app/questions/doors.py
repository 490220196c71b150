"""The door of the asker's page: `/tanya/<code of the question>`.

asker    whose browser has exchanged the personal link of this very question
"""

from __future__ import annotations

from typing import Any

from app import links
from app.events.models import Status
from app.questions.models import Question
from app.questions.queries import question_with_token

COOKIE = "balai_penanya"


def opened_by(token: str) -> Question | None:
    """The question whose link carries this token, while the link lives."""
    question = links.opened(token, question_with_token)
    return None if question is None or question.event.status is Status.DRAFT else question


def _opens(code: str) -> dict[str, Any] | None:
    """The view gets `question`. Any other question does not exist."""
    question = opened_by(links.shown(COOKIE))
    return {"question": question} if question and question.code == code else None


asker = links.door("asker", _opens)
