"""The door of the invited person's page: `/undangan/<code>` and everything below it.

invitee    whose browser has exchanged a personal link of this very kegiatan
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
from app.invitations.models import Invitation
from app.invitations.queries import invitation_with_token

View = Callable[..., Response]

COOKIE = "balai_undangan"


def invitee(view: View) -> View:
    """The view gets `event` and `invitation`. Any other kegiatan does not exist (404)."""

    @wraps(view)
    def guarded(code: str, **kwargs: Any) -> Response:
        invitation = opened_by(links.shown(COOKIE))
        if invitation is None or invitation.event.code != code:
            raise NotFound
        return view(event=invitation.event, invitation=invitation, **kwargs)

    guarded.access = "invitee"  # type: ignore[attr-defined]
    return guarded


def opened_by(token: str) -> Invitation | None:
    """The invitation whose link carries this token, while the link lives."""
    invitation = invitation_with_token(links.hash_of(token)) if token else None
    if invitation is None or not invitation.is_on_list or now() > invitation.link_ends_at:
        return None
    return None if invitation.event.status is Status.DRAFT else invitation
