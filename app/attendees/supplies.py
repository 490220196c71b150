"""What an open page of the office fetches while it has a line, to go on without one.

The names of the invited, our time (its own clock may be wrong) and a token for its forms: what
waits in it goes out with a fresh one, since the old one is gone with the log-in or the browser.
"""

from __future__ import annotations

from flask import jsonify, request
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from app.attendees.queries import everybody_invited
from app.columns import now
from app.events.models import Event


def supplies(event: Event) -> Response:
    """`people` only where they are asked for: `[id, name, position, kelurahan, place, is here]`."""
    told = {"now": int(now().timestamp()), "token": generate_csrf(), "title": event.title}
    if "daftar" in request.args:
        told["people"] = [
            [one.id, one.name, one.position, village, one.place, one.signed_at is not None]
            for village, one in everybody_invited(event)
        ]
    response: Response = jsonify(told)
    return response
