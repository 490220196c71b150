"""One question, and what needs words or a choice: an answer, a reason, who, into what."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, request, url_for
from werkzeug.wrappers import Response

from app import audit
from app.access import account, me, staff
from app.events.models import Event
from app.events.queries import event_or_404
from app.extensions import db
from app.office.queries import officials_on
from app.presenters.queries import presenters_to_ask
from app.questions import handing, merging, moderating
from app.questions.board import Wish
from app.questions.deeds import SHUT, back_to, done, held
from app.questions.models import Question
from app.questions.moderated import could_take, merged_into, question_or_404
from app.questions.moderating_forms import AnswerForm, AssignForm, HideForm, MergeForm, mark_of
from app.web import render

bp = Blueprint("answering", __name__)


@bp.get("/<question>")
@account
def show(code: str, question: str) -> Response:
    event = event_or_404(code)
    return _page(event, question_or_404(event, question))


@bp.post("/<question>/jawaban")
@staff
def answer(code: str, question: str) -> Response:
    event, found = held(code, question)
    form = AnswerForm()
    if not form.validate_on_submit():
        return _page(event, found, answer=form)
    if form.read.data != mark_of(found):
        return _overtaken(event, found, form)
    moderating.answer(event, found, form.answer.data or "", form.by.data)
    flash("Jawaban tersimpan dan tampil bagi peserta.")
    return done(event, found, "question.answer", at_top=True)


@bp.post("/<question>/sembunyikan")
@staff
def hide(code: str, question: str) -> Response:
    event, found = held(code, question)
    form = HideForm()
    if not form.validate_on_submit():
        return _page(event, found, hide=form)
    moderating.hide(event, found, form.words)
    return done(event, found, "question.hide")


@bp.post("/<question>/narasumber")
@staff
def assign(code: str, question: str) -> Response:
    event, found = held(code, question)
    presenters = presenters_to_ask(event)
    form = AssignForm(presenters)
    if not form.validate_on_submit():
        return _page(event, found, assign=form)
    chosen = next((one for one in presenters if str(one.id) == form.presenter.data), None)
    moderating.assign(event, found, chosen)
    return done(event, found, "question.assign")


@bp.post("/<question>/gabung")
@staff
def merge(code: str, question: str) -> Response:
    event, found = held(code, question)
    target = question_or_404(event, request.form.get("into", "")[:12])
    standing = merging.merge(event, found, target)
    audit.record("question.merge", f"kegiatan {code}", by=me(), question=found.code)
    db.session.commit()
    return back_to(event, standing)


def _overtaken(event: Event, question: Question, form: AnswerForm) -> Response:
    """Somebody else has written meanwhile: both texts stand there, and a person decides."""
    form.read.data = mark_of(question)
    return _page(event, question, 409, answer=form, overtaken=True)


def _page(
    event: Event, question: Question, status: int = 200, *, overtaken: bool = False, **sent: Any
) -> Response:
    """The page with its forms; `sent` are those that came back with something wrong."""
    presenters = presenters_to_ask(event)
    names = [one.name for one in presenters]
    given = question.presenter if question.presenter in presenters else None
    likely = given.name if given else "".join(names) if len(names) == 1 else ""
    names += [one.name for one in officials_on(event.day)]
    forms: dict[str, Any] = {
        "answer": sent.get("answer") or AnswerForm.about(question, likely),
        "hide": sent.get("hide") or HideForm(formdata=None),
        "assign": sent.get("assign")
        or AssignForm(presenters, data={"presenter": str(question.presenter_id or "")}),
        "merge": MergeForm(could_take(question), formdata=None),
    }
    wrong = any(form.errors for form in sent.values())
    return render(
        "questions/show.html",
        status=422 if wrong else status,
        event=event,
        room="pertanyaan",
        question=question,
        forms=forms,
        names=names,
        merged=merged_into(question),
        overtaken=overtaken,
        wish=Wish.read(request.args),
        follow_up_address=url_for("followups.new", tanya=question.code),
        link=handing.link_of(question),
        whatsapp=handing.whatsapp(question),
        may_hand_over=me().may_edit,
        may_edit=me().may_edit and event.status not in SHUT,
    )
