"""Tickets of the hall: who may sign without a rotating code."""

from __future__ import annotations

from werkzeug.wrappers import Response

from app.events.models import Event


def issue(response: Response, event: Event, *, kind: str) -> None:
    """Give this browser a ticket to the hall of this kegiatan."""
    response.set_cookie("balai_ticket", f"{kind}:{event.code}", httponly=True, samesite="Lax")
