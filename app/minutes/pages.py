"""The blueprint of the room, and the page that all its views show."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app import rich_text
from app.access import me
from app.events.models import Event, Status
from app.events.queries import event_in_full_or_404
from app.fields import id_of
from app.followups.models import LONGEST, new_request_id, today
from app.minutes.forms import PeopleForm, ReasonForm
from app.minutes.outline import DECISIONS
from app.minutes.queries import Notula, fingerprint, notula_of, versions_of
from app.minutes.tables import stands_in
from app.office.queries import officials_on
from app.presenters.queries import presenters_of
from app.web import render

bp = Blueprint("minutes", __name__, url_prefix="/kegiatan/<code>/notula")

OVER = {
    Status.CANCELLED: "Kegiatan ini dibatalkan. Pulihkan kegiatan sebelum menulis notula.",
    Status.LOCKED: "Kegiatan ini terkunci, jadi notulanya tidak dapat diubah lagi.",
}


def show_room(code: str, status: int = 200, trouble: str = "", **forms: Any) -> Response:
    """The room; with what went wrong, where something did."""
    event = event_in_full_or_404(code)
    notula = notula_of(event)
    minutes = notula.minutes
    people = {"secretary": minutes.secretary, "note_taker": minutes.note_taker}
    decisions = decisions_of(notula)
    return render(
        "minutes/show.html",
        status=status,
        room="notula",
        event=event,
        minutes=minutes,
        content=notula.content,
        sections={section.key: (label, section) for label, section in notula.sections},
        choices=[(one, stands_in(minutes, one)) for one in notula.questions],
        versions=versions_of(event),
        may_write=me().may_edit and not (why_closed(event) or minutes.why_closed),
        closed=why_closed(event),
        seen=fingerprint(notula.content),
        trouble=trouble,
        people_form=forms.get("people_form") or PeopleForm(formdata=None, data=people),
        reason_form=forms.get("reason_form") or ReasonForm(formdata=None),
        back=url_for("minutes.index", code=code),
        decisions=decisions,
        promise=promise_form(event, decisions),
    )


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
