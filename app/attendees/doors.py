"""The doors of the hall. They open by what a phone holds, never by an account.

lobby         anyone, while the kegiatan lets people in       guest    who holds a ticket
participant   who holds the token of an own attendance
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.attendees import receipts, tickets
from app.attendees.queries import attendance_with_token, event_in_hall
from app.columns import now
from app.events.models import DoorState, Event, Status
from app.office.queries import office
from app.web import render

View = Callable[..., Response]


def lobby(view: View) -> View:
    """Anyone; before the hall opens and after it has closed they read what to do instead."""

    @wraps(view)
    def guarded(code: str, **kwargs: Any) -> Response:
        event = event_in_hall(code)
        return shut(event) or view(event=event, **kwargs)

    guarded.access = "public"  # type: ignore[attr-defined]
    return guarded


def guest(view: View) -> View:
    """Who holds a ticket of this kegiatan. The view gets `event` and `ticket`."""

    @wraps(view)
    def guarded(code: str, **kwargs: Any) -> Response:
        event = event_in_hall(code)
        closed = shut(event)
        if closed:
            return closed
        ticket = tickets.held(event, now())
        if ticket is None:
            return scan_again(event)
        response = view(event=event, ticket=ticket, **kwargs)
        tickets.renew(response, event, ticket)
        return response

    guarded.access = "guest"  # type: ignore[attr-defined]
    return guarded


def participant(view: View) -> View:
    """Whose phone has signed in here. The view gets `event` and `attendance`."""

    @wraps(view)
    def guarded(code: str, **kwargs: Any) -> Response:
        event = event_in_hall(code)
        token = receipts.token_shown()
        found = attendance_with_token(event, receipts.hash_of(token)) if token else None
        if found is None and event.status is Status.DRAFT:
            raise NotFound  # as in the lobby: outside the office a draft does not exist
        if found is None or not found.is_valid or now() > receipts.ends_at(event):
            return render("attendees/hall/no_receipt.html", status=403, event=event)
        return view(event=event, attendance=found, **kwargs)

    guarded.access = "participant"  # type: ignore[attr-defined]
    return guarded


def shut(event: Event) -> Response | None:
    """Why nobody comes in now, or None while the hall is open."""
    moment = now()
    state = event.door_state(moment)
    if state is None:
        raise NotFound  # a draft does not exist outside the office
    if state is DoorState.OPEN:
        return None
    if state is DoorState.EARLY:
        left = int((event.door_opens_at - moment).total_seconds()) + 1
        return _show("early", 403, event=event, left=left)
    return _show("closed", 410, event=event, state=state, office=office())


def scan_again(event: Event) -> Response:
    """For an old code or a ticket that has run out: no form, only the way back to the screen."""
    return _show("scan_again", 403, event=event)


def _show(name: str, status: int, **context: Any) -> Response:
    folder = "attendees/hall"
    return render(
        f"{folder}/{name}.html", fragment=f"{folder}/_{name}.html", status=status, **context
    )
