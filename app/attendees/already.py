"""What somebody finds who is on the list already."""

from __future__ import annotations

from werkzeug.wrappers import Response

from app.attendees import receipts
from app.attendees.models import Attendance
from app.attendees.tickets import Ticket
from app.events.models import Event
from app.web import render


def show_already(event: Event, ticket: Ticket, attendance: Attendance) -> Response:
    """When it was; and the way to the receipt, but only for the phone that made the row."""
    is_here = not ticket.is_kiosk and attendance.device == ticket.device(event)
    is_own = attendance.is_valid and is_here
    response = render(
        "attendees/hall/already.html",
        fragment="attendees/hall/_already.html",
        event=event,
        ticket=ticket,
        attendance=attendance,
        is_own=is_own,
    )
    if is_own:
        receipts.give(response, event, attendance, ticket)
    return response
