"""The presenter's own room, and the exchange of the personal link for its clean address."""

from __future__ import annotations

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from app import links
from app.access import public
from app.events.models import Event
from app.presenters.doors import COOKIE, opened_by, presenter
from app.presenters.models import Presenter
from app.presenters.queries import presenters_of
from app.web import render, see_other

bp = Blueprint("presenter_room", __name__)


@bp.get("/n/<token>")
@public
def enter(token: str) -> Response:
    """Changes nothing here, however often it is opened: previews of links come first."""
    who = opened_by(token)
    if who is None:
        abort(404)
    response = see_other(".show", code=who.event.code)
    links.keep(response, COOKIE, token, f"/narasumber/{who.event.code}", who.link_ends_at)
    return response


@bp.get("/narasumber/<code>")
@presenter
def show(event: Event, who: Presenter) -> Response:
    return render(
        "presenters/room.html", event=event, who=who, room="acara", presenters=presenters_of(event)
    )
