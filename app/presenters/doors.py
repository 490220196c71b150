"""The door of the presenters' room: `/narasumber/<code>` and everything below it.

presenter    whose browser has exchanged a personal link of this very kegiatan
"""

from __future__ import annotations

from typing import Any

from app import links
from app.events.models import Status
from app.presenters.models import Presenter
from app.presenters.queries import presenter_with_token

COOKIE = "balai_narasumber"


def opened_by(token: str) -> Presenter | None:
    """The presenter whose link carries this token, while the link lives."""
    who = links.opened(token, presenter_with_token)
    return None if who is None or who.event.status is Status.DRAFT else who


def _opens(code: str) -> dict[str, Any] | None:
    """The view gets `event` and `who`. Any other kegiatan does not exist."""
    who = opened_by(links.shown(COOKIE))
    return {"event": who.event, "who": who} if who and who.event.code == code else None


presenter = links.door("presenter", _opens)
