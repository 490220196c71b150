"""A device of the office becomes a kiosk: people sign on it themselves, one after the other."""

from __future__ import annotations

from flask import Blueprint, flash, session
from werkzeug.wrappers import Response

from app import audit
from app.access import current_session, forget_login, me, staff
from app.attendees import tickets
from app.attendees.desk_rules import must_be_recording
from app.attendees.kiosks import Kiosk, kiosk_or_404
from app.columns import now
from app.events.queries import event_or_404, event_to_change_or_404
from app.extensions import db
from app.web import leave_nothing, render, see_address, see_other

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
    event, moment = event_to_change_or_404(code), now()
    must_be_recording(event)
    held = tickets.held(event, moment)
    if held and held.kiosk:
        held.kiosk.end(moment)
    kiosk = Kiosk.start(event, me(), moment)
    audit.record("kiosk.start", f"kegiatan {code}", by=me(), number=kiosk.number)
    db.session.delete(current_session())
    db.session.commit()
    session.clear()
    response = see_address(f"/h/{event.code}")
    forget_login(response)
    leave_nothing(response)
    tickets.issue(response, event, kiosk=kiosk)
    return response


@bp.post("/<int:kiosk_id>/akhiri")
@staff
def end(code: str, kiosk_id: int) -> Response:
    """Take its ticket back, wherever the device or a copy of its cookies may be."""
    event = event_or_404(code)
    kiosk = kiosk_or_404(event, kiosk_id)
    if kiosk.ended_at is None:
        kiosk.end(now())
        audit.record("kiosk.end", f"kegiatan {code}", by=me(), number=kiosk.number)
    db.session.commit()
    flash(f"Kios {kiosk.number} berakhir. Perangkat itu tidak dapat mencatat lagi.")
    return see_other("desk.show", code=code)
