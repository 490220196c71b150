"""A question that somebody has asked aloud, typed in by staff."""

from __future__ import annotations

from flask import Blueprint, flash, request
from sqlalchemy import select
from werkzeug.wrappers import Response

from app import audit
from app.access import me, staff
from app.events.models import Event
from app.events.queries import event_or_404, event_to_change_or_404
from app.extensions import db
from app.questions import moderating
from app.questions.askers import asker_chosen, askers_like
from app.questions.deeds import must_be_changeable
from app.questions.models import Question, Topic
from app.questions.moderating_forms import TypedInForm
from app.web import render, see_other

bp = Blueprint("typing_in", __name__)


@bp.get("/baru")
@staff
def new(code: str) -> Response:
    event = event_or_404(code)
    must_be_changeable(event)
    return _page(event, TypedInForm())


@bp.get("/baru/penanya")
@staff
def askers(code: str) -> Response:
    """Who has come or stands in the directory and is called like that."""
    event = event_or_404(code)
    search = request.args.get("q", "").strip()[:100]
    return render("questions/_askers.html", askers=askers_like(event, search), search=search)


@bp.post("/baru")
@staff
def add(code: str) -> Response:
    """However often the form is sent, it makes one question."""
    event = event_to_change_or_404(code)
    must_be_changeable(event)
    form = TypedInForm()
    if "cari" in request.form or not form.validate_on_submit():
        return _page(event, form)
    again = select(Question).where(Question.request_id == form.request_id.data)
    if db.session.scalar(again) is None:
        question = Question(
            request_id=form.request_id.data,
            words=form.words.data,
            topic=Topic(form.topic.data),
            asker=form.name.data,
            place=form.place.data,
            hides_name=form.hides_name.data,
        )
        if chosen := asker_chosen(event, request.form.get("asker", "")):
            question.asker, question.place = chosen.name, chosen.place
            question.attendance_id, question.region_id = chosen.attendance_id, chosen.region_id
        moderating.type_in(event, question, me())
        db.session.flush()
        audit.record("question.add", f"kegiatan {code}", by=me(), question=question.code)
        db.session.commit()
    flash("Pertanyaan tercatat dan sudah tampil.")
    return see_other("questions.index", code=code)


def _page(event: Event, form: TypedInForm) -> Response:
    search = request.form.get("q", "").strip()[:100]
    return render(
        "questions/typing_in.html",
        status=422 if form.errors else 200,
        event=event,
        room="pertanyaan",
        form=form,
        search=search,
        askers=askers_like(event, search),
    )
