"""Questions in the presenters' room: those given to them, and the others to read."""

from __future__ import annotations

from flask import Blueprint, flash
from werkzeug.wrappers import Response

from app import audit, links
from app.events.models import Event
from app.events.queries import event_to_change_or_404
from app.extensions import db
from app.presenters.doors import presenter
from app.presenters.models import Presenter
from app.questions import moderating
from app.questions.deeds import must_be_changeable
from app.questions.given import given_or_404, given_to, open_to_all
from app.questions.models import Question, WrongState
from app.questions.moderating_forms import DraftForm, mark_of
from app.web import render, see_other

bp = Blueprint("presenter_questions", __name__, url_prefix="/narasumber/<code>/pertanyaan")


@bp.get("")
@presenter
def index(event: Event, who: Presenter) -> Response:
    return render(
        "questions/lectern/index.html",
        event=event,
        who=who,
        room="pertanyaan",
        mine=given_to(who),
        others=open_to_all(event),
    )


@bp.get("/<question>")
@presenter
def show(event: Event, who: Presenter, question: str) -> Response:
    found = given_or_404(who, question)
    return _page(event, who, found, DraftForm.about(found))


@bp.post("/<question>")
@presenter
def write(event: Event, who: Presenter, question: str) -> Response:
    """The words wait for staff, who give them out."""
    held = event_to_change_or_404(event.code)
    found = given_or_404(who, question)
    form = DraftForm()
    if not form.validate_on_submit():
        return _page(event, who, found, form)
    if form.read.data != mark_of(found):
        form.read.data = mark_of(found)
        return _page(event, who, found, form, overtaken=True)
    try:
        must_be_changeable(held)
        if not links.may_change(who):
            raise WrongState(links.TOO_OFTEN)
        moderating.write(held, found, form.answer.data or "", who)
    except WrongState as why:
        form.form_errors.append(str(why))
        return _page(event, who, found, form)
    audit.record("question.write", f"kegiatan {event.code}", question=found.code)
    db.session.commit()
    flash("Jawaban tersimpan. Petugas memeriksanya, lalu menampilkannya.")
    return see_other(".index", code=event.code)


def _page(
    event: Event, who: Presenter, question: Question, form: DraftForm, *, overtaken: bool = False
) -> Response:
    return render(
        "questions/lectern/show.html",
        status=409 if overtaken else 422 if form.errors else 200,
        event=event,
        who=who,
        room="pertanyaan",
        question=question,
        form=form,
        overtaken=overtaken,
    )
