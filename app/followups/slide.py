"""Janji sebelumnya, for the projector: what was promised here before and is not yet done."""

from __future__ import annotations

import hashlib

from flask import Blueprint
from werkzeug.wrappers import Response

from app.access import account
from app.events.queries import event_or_404
from app.followups.models import today
from app.followups.queries import earlier_promises
from app.web import render, unchanged

bp = Blueprint("promise_slide", __name__)

SHOWN = 4  # what the last row can still read


@bp.get("/layar/<code>/janji")
@account
def show(code: str) -> Response:
    """A part of the projector's page; 304 while nothing of it has changed."""
    event, day = event_or_404(code), today()
    promises = earlier_promises(event)
    shown = promises[:SHOWN]
    seen = [(p.what, p.region_id, p.public_responsible, p.due_on, p.status) for p in shown]
    etag = hashlib.sha256(repr((day, len(promises), seen)).encode()).hexdigest()[:20]
    response = unchanged(etag)
    if response is None:
        response = render("followups/_slide.html", promises=shown, total=len(promises), day=day)
        response.set_etag(etag, weak=True)
    return response
