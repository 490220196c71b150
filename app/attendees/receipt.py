"""What a phone shows afterwards, and what a kiosk shows for five seconds."""

from __future__ import annotations

from flask import abort, url_for
from werkzeug.wrappers import Response

from app.attendees import tickets
from app.attendees.doors import guest, participant
from app.attendees.models import Attendance
from app.attendees.queries import attendance_numbered
from app.attendees.tickets import Ticket
from app.attendees.way import bp
from app.columns import now
from app.events.models import DoorState, Event
from app.web import render


@bp.get("/r/<code>")
@participant
def receipt(event: Event, attendance: Attendance) -> Response:
    moment = now()
    is_open = event.door_state(moment) is DoorState.OPEN
    return render(
        "attendees/hall/receipt.html",
        event=event,
        attendance=attendance,
        can_add=is_open and tickets.held(event, moment) is not None,
    )


@bp.get("/h/<code>/selesai/<int:number>")
@guest
def done(event: Event, ticket: Ticket, number: int) -> Response:
    """At a kiosk alone: elsewhere a receipt is nobody else's to see. Returns by itself."""
    if not ticket.is_kiosk:
        abort(404)
    found = attendance_numbered(event, number)
    response = render("attendees/hall/done.html", event=event, attendance=found)
    response.headers["Refresh"] = f"5; url={url_for('hall.enter', code=event.code)}"
    return response
