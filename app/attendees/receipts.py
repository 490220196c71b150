"""The participant's token: made by the server, kept as a hash, alone opening `/r/<code>`.

It follows from the form's id, the browser's mark and our secret: whoever sends the same form again
from the same browser, because the first answer was lost, gets the same token again.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from werkzeug.wrappers import Response

from app import cookies, links
from app.attendees import marks
from app.attendees.models import Attendance
from app.attendees.tickets import Ticket
from app.events.models import Event
from app.links import hash_of as hash_of

COOKIE = "balai_peserta"
LIVES = timedelta(days=30)  # after the kegiatan


def token_for(request_id: str, ticket: Ticket) -> str:
    """256 bits that nobody can work out without our secret."""
    return marks.seal(f"receipt:{request_id}:{ticket.mark}")


def ends_at(event: Event) -> datetime:
    """When receipts of this kegiatan stop opening."""
    return (event.ends_at or event.starts_at) + LIVES


def give(response: Response, event: Event, attendance: Attendance, ticket: Ticket) -> None:
    token = token_for(attendance.request_id, ticket)
    links.keep(response, COOKIE, token, f"/r/{event.code}", ends_at(event))


def token_shown() -> str:
    return cookies.in_room(COOKIE)
