"""The blueprint of the room, and what its page offers besides writing."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request

from app import rich_text
from app.events.models import Event, Status
from app.fields import id_of
from app.followups.models import LONGEST, new_request_id, today
from app.minutes.outline import DECISIONS
from app.minutes.queries import Notula, minutes_to_approve
from app.office.queries import officials_on
from app.presenters.queries import presenters_of

bp = Blueprint("minutes", __name__, url_prefix="/kegiatan/<code>/notula")
bp.add_app_template_global(minutes_to_approve)  # for the start page

OVER = {
    Status.CANCELLED: "Kegiatan ini dibatalkan. Pulihkan kegiatan sebelum menulis notula.",
    Status.LOCKED: "Kegiatan ini terkunci, jadi notulanya tidak dapat diubah lagi.",
}


def why_closed(event: Event) -> str:
    return OVER.get(event.status, "")


def decisions_of(notula: Notula) -> list[str]:
    """Each line of the decisions, so that one can become a promise."""
    section = next(one for _, one in notula.sections if one.key == DECISIONS)
    return [words[:LONGEST] for words in rich_text.lines(section.body)]


def promise_form(event: Event, decisions: list[str]) -> dict[str, Any]:
    """What the short form of a promise offers; it is sent to where all promises are made."""
    chosen = id_of(request.args.get("keputusan")) or 0
    return {
        "request_id": new_request_id(),
        "what": decisions[chosen - 1] if 0 < chosen <= len(decisions) else "",
        "longest": LONGEST,
        "presenters": presenters_of(event),
        "officials": officials_on(today()),
        "today": today(),
    }
