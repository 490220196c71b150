"""The questions on the projector: by votes, and the one being answered, large."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response

from app.access import account
from app.attendees.projecting import surroundings
from app.events.models import Event, Slide
from app.events.queries import event_or_404
from app.questions.projected import most_wanted, on_stage
from app.web import render, unchanged, wants_fragment

bp = Blueprint("question_screen", __name__, url_prefix="/layar/<code>")

SIZES = (70, 140, 240, 360)  # letters up to which the next smaller type is not needed


@bp.get("/pertanyaan")
@account
def questions(code: str) -> Response:
    event = event_or_404(code)
    known = _known(event)
    if known is not None:
        return known
    shown, more = most_wanted(event)
    return _show(event, Slide.QUESTIONS, "questions", shown=shown, more=more)


@bp.get("/jawaban")
@account
def answer(code: str) -> Response:
    event = event_or_404(code)
    known = _known(event)
    if known is not None:
        return known
    one = on_stage(event)
    size = sum(len(one.words) > letters for letters in SIZES) if one else 0
    return _show(event, Slide.ANSWER, "answer", one=one, size=size)


def _known(event: Event) -> Response | None:
    """304 while no question has changed; a whole page also holds the code, which always does."""
    return unchanged(str(event.questions_version)) if wants_fragment() else None


def _show(event: Event, slide: Slide, name: str, **parts: Any) -> Response:
    """The slide alone for a projector that runs, else the page around it."""
    around = {} if wants_fragment() else surroundings(event)
    response = render(
        f"questions/screen/{name}.html",
        fragment=f"questions/screen/_{name}.html",
        slide=slide,
        **around,
        **parts,
    )
    if wants_fragment():
        response.set_etag(str(event.questions_version), weak=True)
    return response
