"""A new promise from a question, from a kegiatan or alone; and one that is put right."""

from __future__ import annotations

from contextlib import suppress

from flask import flash, request
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from app.access import me, staff
from app.columns import now
from app.events.models import Event
from app.events.queries import event_or_404, event_to_change_or_404
from app.extensions import db
from app.fields import id_of
from app.followups.forms import QUICK, FollowUpForm, values_from
from app.followups.models import FollowUp
from app.followups.noting import record
from app.followups.pages import bp
from app.followups.queries import (
    find_persons,
    follow_up_of_request,
    follow_up_or_404,
    follow_up_to_change_or_404,
    question_or_404,
)
from app.questions import moderating
from app.questions.models import Question, WrongState
from app.web import local_path, render, see_address, see_other


@bp.route("/baru", methods=["GET", "POST"])
@staff
def new() -> Response:
    code, asked = request.args.get("kegiatan"), request.args.get("tanya")
    question = question_or_404(asked) if asked else None
    event = question.event if question else event_or_404(code) if code else None
    form = FollowUpForm(event, **(values_from(question) if question else {}))
    if _only_helps(form) or not form.validate_on_submit():
        return _form(form, event, question)
    if made := follow_up_of_request(form.request_id.data or ""):
        return _done(made)
    return _create(form, event, question)


@bp.route("/<code>/ubah", methods=["GET", "POST"])
@staff
def edit(code: str) -> Response:
    find = follow_up_or_404 if request.method == "GET" else follow_up_to_change_or_404
    follow_up = find(code)
    form = FollowUpForm(follow_up.event, follow_up)
    if _only_helps(form) or not form.validate_on_submit():
        return _form(form, follow_up.event, follow_up.question, follow_up)
    form.write_to(follow_up)
    follow_up.updated_at = now()
    record(follow_up, "edit", me())
    db.session.commit()
    flash("Perubahan tersimpan.")
    return see_other(".show", code=code)


@bp.get("/orang")
@staff
def persons() -> Response:
    """Who could answer for it: a part of the form, while somebody types."""
    chosen = id_of(request.args.get("person"))
    search = request.args.get("q", "").strip()[:100]
    found = find_persons(search, chosen)
    return render("followups/_persons.html", matches=found, chosen=chosen, search=search)


def _create(form: FollowUpForm, event: Event | None, question: Question | None) -> Response:
    """Keep the promise; a question that became one says so. The same form counts once."""
    follow_up = FollowUp(
        request_id=form.request_id.data,
        event_id=event.id if event else None,
        question_id=question.id if question else None,
        opened_by=me().id,
    )
    form.write_to(follow_up)
    if event and question:
        event = event_to_change_or_404(event.code)
        db.session.refresh(question)
        with suppress(WrongState):  # hidden, or not yet looked at: it stays where it is
            moderating.followed_up(event, question)
    db.session.add(follow_up)
    try:
        db.session.flush()
    except IntegrityError:  # the same form, at the same moment
        db.session.rollback()
        made = follow_up_of_request(form.request_id.data or "")
        if made is None:
            raise
        return _done(made)
    record(follow_up, "create", me())
    db.session.commit()
    flash("Tindak lanjut tersimpan. Berikutnya: kirim tautan kepada penanggung jawab.")
    return _done(follow_up)


def _done(follow_up: FollowUp) -> Response:
    """The new promise, or the page of ours from which it was made."""
    back = local_path(request.args.get("kembali"))
    return see_address(back) if back else see_other(".show", code=follow_up.code)


def _only_helps(form: FollowUpForm) -> bool:
    """Whether a button was pressed that fills the form in, or searches, instead of saving it."""
    days = id_of(request.form.get("hari"))
    if days in QUICK:
        form.fill_in(days)
    return days in QUICK or "cari" in request.form or _searches_by_enter()


def _searches_by_enter() -> bool:
    """Enter where a person is searched means the search, as long as nobody is chosen."""
    sent = request.form
    searching = sent.get("who") == "person" and bool(sent.get("q", "").strip())
    return "enter" in sent and searching and "person" not in sent


def _form(
    form: FollowUpForm,
    event: Event | None,
    question: Question | None,
    follow_up: FollowUp | None = None,
) -> Response:
    return render(
        "followups/form.html",
        fragment="followups/_form.html",
        status=422 if form.errors else 200,
        form=form,
        event=event,
        question=question,
        follow_up=follow_up,
        quick=QUICK,
        address=request.full_path.rstrip("?"),
    )
