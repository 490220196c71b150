"""The promises of one kegiatan, and those that are still open where it takes place."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from app.access import account
from app.events.queries import event_or_404
from app.followups.models import today
from app.followups.queries import earlier_promises, promises_of
from app.web import render

bp = Blueprint("promise_room", __name__, url_prefix="/kegiatan/<code>/tindak-lanjut")


@bp.get("")
@account
def index(code: str) -> Response:
    event = event_or_404(code)
    return render(
        "followups/room.html",
        event=event,
        room="tindak-lanjut",
        promises=promises_of(event),
        earlier=earlier_promises(event),
        day=today(),
    )
