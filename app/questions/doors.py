"""The door of the asker's page: `/tanya/<code of the question>`.

asker    whose browser has exchanged the personal link of this very question
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import links
from app.columns import now
from app.events.models import Status
from app.questions.models import Question
from app.questions.queries import question_with_token

View = Callable[..., Response]

COOKIE = "balai_penanya"


def asker(view: View) -> View:
    """The view gets `question`. Any other question does not exist (404)."""

    @wraps(view)
    def guarded(code: str, **kwargs: Any) -> Response:
        question = opened_by(links.shown(COOKIE))
        if question is None or question.code != code:
            raise NotFound
        return view(question=question, **kwargs)

    guarded.access = "asker"  # type: ignore[attr-defined]
    return guarded


def opened_by(token: str) -> Question | None:
    """The question whose link carries this token, while the link lives."""
    question = question_with_token(links.hash_of(token)) if token else None
    if question is None or now() > question.link_ends_at:
        return None
    return None if question.event.status is Status.DRAFT else question
