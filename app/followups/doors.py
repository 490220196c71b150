"""The door of who answers for a promise: `/janji/<code>` and everything below it.

keeper    whose browser has exchanged the personal link of this very promise
"""

from __future__ import annotations

from typing import Any

from app import links
from app.followups.models import FollowUp
from app.followups.queries import follow_up_with_token

COOKIE = "balai_janji"


def opened_by(token: str) -> FollowUp | None:
    """The promise whose link carries this token, while the link lives."""
    return links.opened(token, follow_up_with_token)


def _opens(code: str) -> dict[str, Any] | None:
    """The view gets `follow_up`. Any other promise does not exist."""
    follow_up = opened_by(links.shown(COOKIE))
    return {"follow_up": follow_up} if follow_up and follow_up.code == code else None


keeper = links.door("keeper", _opens)
