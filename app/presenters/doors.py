"""The door of the presenters' room: `/narasumber/<code>` and everything below it.

presenter    whose browser has exchanged a personal link of this very kegiatan
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
from app.presenters.models import Presenter
from app.presenters.queries import presenter_with_token

View = Callable[..., Response]

COOKIE = "balai_narasumber"


def presenter(view: View) -> View:
    """The view gets `event` and `who`. Any other kegiatan does not exist (404)."""

    @wraps(view)
    def guarded(code: str, **kwargs: Any) -> Response:
        who = whose_browser()
        if who is None or who.event.code != code:
            raise NotFound
        return view(event=who.event, who=who, **kwargs)

    guarded.access = "presenter"  # type: ignore[attr-defined]
    return guarded


def whose_browser() -> Presenter | None:
    """The presenter whose link this browser has exchanged; None once it has ended."""
    return opened_by(links.shown(COOKIE))


def opened_by(token: str) -> Presenter | None:
    """The presenter whose link carries this token, while the link lives."""
    who = presenter_with_token(links.hash_of(token)) if token else None
    if who is None or now() > who.link_ends_at or who.event.status is Status.DRAFT:
        return None
    return who
