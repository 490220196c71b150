"""The personal link of the responsible: made, made anew, taken back."""

from __future__ import annotations

from flask import flash
from werkzeug.wrappers import Response

from app.access import me, staff
from app.extensions import db
from app.followups.noting import record
from app.followups.pages import bp
from app.followups.queries import follow_up_to_change_or_404
from app.web import see_other


@bp.post("/<code>/tautan")
@staff
def issue_link(code: str) -> Response:
    """Where there is one already, it opens nothing any more."""
    follow_up = follow_up_to_change_or_404(code)
    follow_up.issue_link()
    record(follow_up, "link", me())
    db.session.commit()
    flash("Tautan pribadi siap dikirim.")
    return see_other(".show", code=code)


@bp.post("/<code>/tautan/cabut")
@staff
def revoke_link(code: str) -> Response:
    follow_up = follow_up_to_change_or_404(code)
    follow_up.revoke_link()
    record(follow_up, "revoke", me())
    db.session.commit()
    flash("Tautan dicabut dan tidak membuka apa pun lagi.")
    return see_other(".show", code=code)
