"""The door of the invited person's page: `/undangan/<code>` and everything below it.

invitee    whose browser has exchanged a personal link of this very kegiatan
"""

from __future__ import annotations

from typing import Any

from app import links
from app.events.models import Status
from app.invitations.models import Invitation
from app.invitations.queries import invitation_with_token

COOKIE = "balai_undangan"


def opened_by(token: str) -> Invitation | None:
    """The invitation whose link carries this token, while the link lives."""
    invitation = links.opened(token, invitation_with_token)
    if invitation is None or not invitation.is_on_list:
        return None
    return None if invitation.event.status is Status.DRAFT else invitation


def _opens(code: str) -> dict[str, Any] | None:
    """The view gets `event` and `invitation`. Any other kegiatan does not exist."""
    invitation = opened_by(links.shown(COOKIE))
    if invitation is None or invitation.event.code != code:
        return None
    return {"event": invitation.event, "invitation": invitation}


invitee = links.door("invitee", _opens)
