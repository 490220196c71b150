"""Janji sebelumnya, for the projector: what was promised here before and is not yet done."""

from __future__ import annotations

import hashlib

from flask import Blueprint
from werkzeug.wrappers import Response

from app.access import account
from app.attendees.projecting import surroundings
from app.events.models import Slide
from app.events.queries import event_or_404
from app.followups.models import today
from app.followups.queries import earlier_promises
from app.web import render, unchanged, wants_fragment

bp = Blueprint("promise_slide", __name__)

SHOWN = 4  # what the last row can still read


@bp.get("/layar/<code>/janji")
@account
def show(code: str) -> Response:
    """The slide alone for a projector that runs, 304 while it is the same; else the page."""
    event, day = event_or_404(code), today()
    promises = earlier_promises(event)
    shown = promises[:SHOWN]
    seen = [(p.what, p.region_id, p.public_responsible, p.due_on, p.status) for p in shown]
    etag = hashlib.sha256(repr((day, len(promises), seen)).encode()).hexdigest()[:20]
    if wants_fragment() and (known := unchanged(etag)):
        return known
    response = render(
        "followups/slide.html",
        fragment="followups/_slide.html",
        slide=Slide.PROMISES,
        promises=shown,
        total=len(promises),
        day=day,
        **({} if wants_fragment() else surroundings(event)),
    )
    if wants_fragment():
        response.set_etag(etag, weak=True)
    return response
