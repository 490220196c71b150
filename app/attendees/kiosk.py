"""A device of the office becomes a kiosk: people sign on it themselves, one after the other."""

from __future__ import annotations

from flask import Blueprint, session
from werkzeug.wrappers import Response

from app import audit
from app.access import COOKIE, current_session, me, staff
from app.attendees import tickets
from app.attendees.desk_rules import must_be_recording
from app.events.queries import event_or_404
from app.extensions import db
from app.web import render, see_address

bp = Blueprint("kiosk", __name__, url_prefix="/kios")


@bp.get("")
@staff
def explain(code: str) -> Response:
    event = event_or_404(code)
    must_be_recording(event)
    return render("attendees/desk/kiosk.html", event=event)


@bp.post("")
@staff
def start(code: str) -> Response:
    """Log out here first: nobody at the kiosk may walk into the pages of the office."""
    event = event_or_404(code)
    must_be_recording(event)
    audit.record("kiosk.start", f"kegiatan {code}", by=me())
    db.session.delete(current_session())
    db.session.commit()
    session.clear()
    response = see_address(f"/h/{event.code}")
    response.delete_cookie(COOKIE)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    tickets.issue(response, event, kind=tickets.Kind.KIOSK)
    return response
