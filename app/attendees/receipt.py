"""What a phone shows afterwards, and what a kiosk shows for five seconds."""

from __future__ import annotations

from datetime import timedelta

from flask import abort
from werkzeug.wrappers import Response

from app.attendees import tickets
from app.attendees.doors import guest, participant
from app.attendees.models import Attendance
from app.attendees.queries import attendance_numbered
from app.attendees.tickets import Ticket
from app.attendees.way import bp
from app.columns import now
from app.events.models import DoorState, Event
from app.web import render, see_other

SHOWN_FOR = timedelta(minutes=2)  # a number is no key to the names of all who have signed


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
    """At a kiosk alone, and only what was signed there just now. Returns by itself: kiosk.js
    looks first whether there is a line."""
    if not ticket.is_kiosk:
        abort(404)
    found = attendance_numbered(event, number)
    if found.device != ticket.device(event) or now() - found.signed_at > SHOWN_FOR:
        return see_other("hall.enter", code=event.code)
    return render("attendees/hall/done.html", event=event, ticket=ticket, attendance=found)
