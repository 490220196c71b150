"""The asker's personal link: what has become of one question, without an account."""

from __future__ import annotations

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from app import links
from app.access import public
from app.questions.doors import COOKIE, asker, opened_by
from app.questions.models import Question
from app.questions.queries import own_view
from app.web import render, see_other

bp = Blueprint("asker", __name__)


@bp.get("/t/<token>")
@public
def exchange(token: str) -> Response:
    """For a cookie and a clean address. Nothing is used up: previews may look, too."""
    question = opened_by(token) or abort(404)
    response = see_other(".show", code=question.code)
    links.keep(response, COOKIE, token, f"/tanya/{question.code}", question.link_ends_at)
    return response


@bp.get("/tanya/<code>")
@asker
def show(question: Question) -> Response:
    return render(
        "questions/asker/show.html",
        event=question.event,
        question=own_view(question),
        until=question.link_ends_at,
    )
