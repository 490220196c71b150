"""Data pribadi: what the office promises by UU 27/2022, for admins."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from app.access import admin
from app.accounts.personal import accounts_like
from app.attendees.guests import guests_like
from app.directory.personal import persons_like
from app.fields import tidy
from app.followups.by_hand import by_hand_like
from app.office.personal import officials_like
from app.presenters.personal import presenters_like
from app.privacy import notice_views, person_views, retention_views
from app.privacy.pages import bp
from app.privacy.queries import last_night
from app.web import render

__all__ = ["bp", "notice_views", "person_views", "retention_views"]


@bp.get("")
@admin
def index() -> Response:
    return render("privacy/index.html", night=last_night())


@bp.get("/cari")
@admin
def search() -> Response:
    """Persons of the directory, and who stands in none: presenters, who stands on no list but of
    who came, who answers for a promise by name alone, officials, and accounts.
    """
    words = tidy(request.args.get("q"))[:100]
    return render(
        "privacy/search.html",
        words=words,
        persons=persons_like(words) if words else [],
        presenters=presenters_like(words) if words else [],
        guests=guests_like(words) if words else [],
        promises=by_hand_like(words) if words else [],
        officials=officials_like(words) if words else [],
        accounts=accounts_like(words) if words else [],
    )


@bp.get("/insiden")
@admin
def incident() -> Response:
    """What to do within 3 x 24 hours, in short, with the pages that tell the facts."""
    return render("privacy/incident.html")
