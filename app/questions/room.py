"""Questions on the phone of somebody who has signed: ask, follow the own ones, support others'."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from markupsafe import Markup
from werkzeug.wrappers import Response

from app import early, live
from app.attendees import late, receipts
from app.attendees.doors import participant
from app.attendees.models import Attendance
from app.columns import now
from app.events.models import Event
from app.extensions import db
from app.questions import voting
from app.questions.asking import NotNow, ask, why_closed
from app.questions.forms import AskForm
from app.questions.models import Question, Status, Topic
from app.questions.queries import Shown, board_of
from app.web import render, see_other, wants_fragment

bp = Blueprint("question_room", __name__, url_prefix="/r/<code>/pertanyaan")

LARGEST_FORM = 32_000  # bytes; 500 letters of any writing take a quarter of it
SENT = "Pertanyaan Anda terkirim. Petugas membacanya lebih dahulu sebelum tampil."
SENT_AND_SHOWN = "Pertanyaan Anda terkirim dan sudah tampil."

Vote = Callable[[Event, Attendance, str], Question]


@bp.url_value_preprocessor
def expect_small_forms(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    request.max_content_length = LARGEST_FORM


@bp.record_once
def answer_early(state: BlueprintSetupState) -> None:
    early.polled(state.app, "/r/<code>/pertanyaan/daftar", receipts.COOKIE)


@bp.get("")
@participant
def index(event: Event, attendance: Attendance) -> Response:
    return _page(event, attendance, AskForm())


@bp.post("")
@participant
def send(event: Event, attendance: Attendance) -> Response:
    """However often the form is sent, it makes one question."""
    form = AskForm()
    if not form.validate():
        if form.request_id.errors:
            abort(400)  # our own pages cannot send this
        return _page(event, attendance, form)
    try:
        question = ask(
            event,
            attendance,
            words=form.words.data or "",
            topic=Topic(form.topic.data),
            hides_name=form.hides_name.data,
            request_id=form.request_id.data or "",
        )
    except NotNow as why:
        form.form_errors.append(str(why))
        return _page(event, attendance, form)
    db.session.commit()
    flash(SENT if question.status is Status.NEW else SENT_AND_SHOWN)
    return see_other(".index", code=event.code)


@bp.get("/daftar")
@live.unchanged_first(receipts.token_shown)
@participant
def rows(event: Event, attendance: Attendance) -> Response:
    """What changes by itself; the page asks for it every few seconds."""
    return _rows(event, attendance)


@bp.post("/<question>/dukung")
@participant
def support(event: Event, attendance: Attendance, question: str) -> Response:
    return _vote(voting.support, event, attendance, question)


@bp.post("/<question>/batal-dukung")
@participant
def take_back(event: Event, attendance: Attendance, question: str) -> Response:
    return _vote(voting.take_back, event, attendance, question)


def _vote(verb: Vote, event: Event, attendance: Attendance, code: str) -> Response:
    try:
        verb(event, attendance, code)
    except NotNow as why:
        flash(str(why))
    db.session.commit()
    if wants_fragment():
        db.session.connection(execution_options={"reads": True})  # others may write meanwhile
        return _rows(event, attendance)
    return see_other(".index", code=event.code, _anchor=f"q-{code}")


def _page(event: Event, attendance: Attendance, form: AskForm) -> Response:
    return render(
        "questions/room/index.html",
        fragment="questions/room/_ask.html",
        status=422 if form.errors else 200,
        form=form,
        late_pass=late.issue(event, late.asker(attendance.number), form.request_id.data or ""),
        **_context(event, attendance),
    )


def _rows(event: Event, attendance: Attendance) -> Response:
    context = _context(event, attendance)
    response = render("questions/room/_live.html", fragment="questions/room/_live.html", **context)
    response.set_etag(context["mark"], weak=True)
    return response


@lru_cache(maxsize=4096)
def row(question: Shown, vote: str, here: str) -> Markup:
    """The markup of somebody's question, made once for all who are shown the same."""
    html = render_template("questions/room/_row.html", question=question, vote=vote, here=here)
    return Markup(html)


def _context(event: Event, attendance: Attendance) -> dict[str, Any]:
    everything = request.args.get("tampil") == "semua"
    closed, here = why_closed(event, now()), url_for(".index", code=event.code)
    board = board_of(event, attendance, everything=everything)
    return {
        "event": event,
        "attendance": attendance,
        "closed": closed,
        "here": here,
        "mark": live.mark_for(event, receipts.token_shown()),
        "board": board,
        "everything": everything,
        "rows": Markup().join(row(one, board.vote_on(one, closed), here) for one in board.others),
    }
