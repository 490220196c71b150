"""The surat undangan of a kegiatan: its texts, its number and date, and who signs it."""

from __future__ import annotations

from flask import Blueprint, flash, request
from werkzeug.wrappers import Response

from app import audit
from app.access import account, me, staff
from app.events.models import Event, Status
from app.events.queries import event_in_full_or_404, event_to_change_or_404
from app.extensions import db
from app.fields import id_of
from app.invitations.letter_forms import LetterForm, differences
from app.invitations.letters import InvitationLetter
from app.invitations.offering import letter_or_offer, offered_lines, texts_of
from app.invitations.queries import letter_of
from app.office.queries import letter_template_or_404, letter_templates, office
from app.web import render, see_other

bp = Blueprint("letters", __name__, url_prefix="/kegiatan/<code>/undangan/surat")

SHUT = {Status.LOCKED, Status.CANCELLED}


@bp.get("")
@account
def show(code: str) -> Response:
    event = event_in_full_or_404(code)
    letter = letter_or_offer(event, office())
    return _page(LetterForm(event, letter), letter)


@bp.post("")
@staff
def save(code: str) -> Response:
    event = event_to_change_or_404(code)
    letter = letter_or_offer(event, office())
    if event.status in SHUT:
        return _page(LetterForm(event, letter), letter, 409)
    form = LetterForm(event, letter)
    if not form.validate():
        return _page(form, letter, 422)
    now_stored = LetterForm(event, letter, formdata=None).seen.data
    is_old = form.seen.data != now_stored
    if is_old and (overtaken := differences(form, letter)):
        form.seen.data = now_stored
        form.seen.raw_data = None
        return _page(form, letter, 409, overtaken)
    _store(form, event)
    flash("Surat undangan tersimpan.")
    return see_other(".show", code=code)


@bp.post("/teks")
@staff
def take_texts(code: str) -> Response:
    """The form again with the texts of the chosen template; whatever else was typed stays."""
    event = event_in_full_or_404(code)
    letter = letter_or_offer(event, office())
    form = LetterForm(event, letter)
    number = id_of(request.form.get("template"))
    template = letter_template_or_404(number) if number else None
    form.take(texts_of(template, event, office()))
    return _page(form, letter, taken=True)


def _store(form: LetterForm, event: Event) -> None:
    letter = letter_of(event) or InvitationLetter(event_id=event.id)
    form.write_to(letter)
    form.write_number_to(event)
    db.session.add(letter)
    audit.record("letter.save", f"kegiatan {event.code}", by=me())
    db.session.commit()


def _page(
    form: LetterForm,
    letter: InvitationLetter,
    status: int = 200,
    overtaken: list[tuple[str, str, str]] | None = None,
    *,
    taken: bool = False,
) -> Response:
    event = form.event
    return render(
        "invitations/letter.html",
        status=status,
        event=event,
        form=form,
        letter=letter,
        is_shut=event.status in SHUT,
        overtaken=overtaken or [],
        taken=taken,
        templates=letter_templates(),
        lines=offered_lines(event, office()),
    )
