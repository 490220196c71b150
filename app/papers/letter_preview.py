"""The letter that is being typed, as a picture beside its form."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app.access import account, me
from app.events.models import Event
from app.events.queries import event_or_404
from app.invitations.letter_forms import LetterForm
from app.invitations.offering import letter_or_offer
from app.office.queries import office
from app.papers.invitation_letter import Words, compose_words
from app.papers.picturing import picture_of
from app.web import render

bp = Blueprint("letter", __name__, url_prefix="/kegiatan/<code>/undangan/surat")


@bp.post("/pratinjau")
@account
def preview(code: str) -> Response:
    """What was sent along is shown; where it is wrong, or nothing was sent, what is stored."""
    event = event_or_404(code)
    words, wrong = _typed(event)
    picture, trouble = picture_of(compose_words(event, words, picture=True))
    return render(
        "papers/letter_preview.html",
        fragment="papers/_letter_preview.html",
        event=event_or_404(code),
        picture=picture,
        words=[*wrong, *([trouble] if trouble else [])],
    )


def _typed(event: Event) -> tuple[Words, list[str]]:
    letter = letter_or_offer(event, office()).unsaved_copy()
    stored = Words(letter, event.letter_number, event.letter_date)
    if not me().may_edit or "subject" not in request.form:
        return stored, []
    form = LetterForm(event, letter_or_offer(event, office()))
    form.validate()
    form.write_to(letter)
    number, dated = (
        getattr(event, field.name) if field.errors else field.data
        for field in (form.letter_number, form.letter_date)
    )
    wrong = [f"{field.label.text}: {field.errors[0]}" for field in form if field.errors]
    return Words(letter, number, dated), wrong
