"""The door of who answers for a promise: `/janji/<code>` and everything below it.

keeper    whose browser has exchanged the personal link of this very promise
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import links
from app.columns import now
from app.followups.models import FollowUp
from app.followups.queries import follow_up_with_token

View = Callable[..., Response]

COOKIE = "balai_janji"


def keeper(view: View) -> View:
    """The view gets `follow_up`. Any other promise does not exist (404)."""

    @wraps(view)
    def guarded(code: str, **kwargs: Any) -> Response:
        follow_up = opened_by(links.shown(COOKIE))
        if follow_up is None or follow_up.code != code:
            raise NotFound
        return view(follow_up=follow_up, **kwargs)

    guarded.access = "keeper"  # type: ignore[attr-defined]
    return guarded


def opened_by(token: str) -> FollowUp | None:
    """The promise whose link carries this token, while the link lives."""
    follow_up = follow_up_with_token(links.hash_of(token)) if token else None
    return follow_up if follow_up and now() <= follow_up.link_ends_at else None
