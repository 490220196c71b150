"""Locked versions, to be read, and what has changed between them."""

from __future__ import annotations

from flask import abort
from werkzeug.wrappers import Response

from app.access import account
from app.events.queries import event_in_full_or_404, event_or_404
from app.minutes.differences import differences
from app.minutes.pages import bp
from app.minutes.queries import notula_of, version_or_404, versions_of
from app.web import render


@bp.get("/versi/<int:number>")
@account
def version(code: str, number: int) -> Response:
    event = event_or_404(code)
    kept = version_or_404(event, number)
    return render(
        "minutes/version.html", event=event, room="notula", version=kept, content=kept.content
    )


@bp.get("/versi/<int:number>/perubahan")
@account
def changes(code: str, number: int) -> Response:
    """Against the version before; the newest number may still be in writing."""
    event = event_in_full_or_404(code)
    contents = {kept.number: kept.content for kept in versions_of(event)}
    notula = notula_of(event)
    contents.setdefault(notula.minutes.number, notula.content)
    if number not in contents or number - 1 not in contents:
        abort(404)
    return render(
        "minutes/changes.html",
        event=event,
        room="notula",
        number=number,
        reason=contents[number]["reason"],
        changes=differences(contents[number - 1], contents[number]),
    )
