"""What staff do from the list of questions, one deed an address; the list is the answer."""

from __future__ import annotations

from zlib import crc32

from flask import Blueprint, flash, request
from werkzeug.wrappers import Response

from app import audit
from app.access import me, staff
from app.events.models import Event, Status
from app.events.queries import event_or_404, event_to_change_or_404
from app.extensions import db
from app.questions import merging, moderating
from app.questions.board import Wish, board_of
from app.questions.models import Question, Topic, WrongState
from app.questions.models import Status as Stage
from app.questions.moderated import being_answered, question_or_404
from app.web import render, see_other, unchanged, wants_fragment

bp = Blueprint("deeds", __name__)

SHUT = {
    Status.DRAFT: "Kegiatan ini masih draf. Jadwalkan dulu di halaman kegiatan.",
    Status.LOCKED: "Kegiatan ini sudah terkunci. Pertanyaannya tidak dapat diubah lagi.",
    Status.CANCELLED: "Kegiatan ini dibatalkan. Pertanyaannya tidak dapat diubah lagi.",
}


@bp.post("/<question>/tampilkan")
@staff
def show(code: str, question: str) -> Response:
    event, found = held(code, question)
    moderating.show(event, found)
    return done(event, found, "question.show")


@bp.post("/<question>/mulai")
@staff
def begin(code: str, question: str) -> Response:
    event, found = held(code, question)
    earlier = being_answered(event)
    moderating.begin(event, found)
    if earlier is not None and earlier is not found:
        flash(f"Pertanyaan sebelumnya kembali ke “{earlier.status.label}”.")
    return done(event, found, "question.begin")


@bp.post("/<question>/hentikan")
@staff
def stop(code: str, question: str) -> Response:
    event, found = held(code, question)
    moderating.stop(event, found)
    return done(event, found, "question.stop")


@bp.post("/<question>/pisahkan")
@staff
def separate(code: str, question: str) -> Response:
    event, found = held(code, question)
    merging.separate(event, found)
    return done(event, found, "question.separate")


@bp.post("/moderasi/nyala")
@staff
def moderate(code: str) -> Response:
    """From now on new questions wait for staff."""
    return _switch(code, on=True)


@bp.post("/moderasi/mati")
@staff
def trust(code: str) -> Response:
    """From now on new questions are seen by everybody at once."""
    return _switch(code, on=False)


def held(code: str, question: str) -> tuple[Event, Question]:
    """The question as it is now, nobody else changing it meanwhile.

    Raises WrongState when nothing may be changed, or when it is no longer what the reader saw.
    """
    event = event_to_change_or_404(code)
    must_be_changeable(event)
    found = question_or_404(event, question)
    seen = request.form.get("seen")
    if seen is not None and seen != found.status.value:
        raise WrongState(
            f"Pertanyaan ini baru saja diubah dan kini “{found.status.label}”. "
            "Periksa lagi, lalu putuskan."
        )
    return event, found


def must_be_changeable(event: Event) -> None:
    if words := SHUT.get(event.status):
        raise WrongState(words)


def done(event: Event, question: Question, action: str, *, at_top: bool = False) -> Response:
    """Write down what was done, and show the list as it is now."""
    audit.record(action, f"kegiatan {event.code}", by=me(), question=question.code)
    db.session.commit()
    return back_to(event, question, at_top=at_top)


def back_to(event: Event, question: Question, *, at_top: bool = False) -> Response:
    """The list, narrowed down as it was, at the question; or at its top, where a message stands."""
    if wants_fragment():
        return show_list(event)
    values = Wish.read(request.values).values
    anchor = None if at_top else f"q-{question.code}"
    return see_other("questions.index", code=event.code, **values, _anchor=anchor)


def show_list(event: Event, status: int = 200, trouble: str = "") -> Response:
    """The whole page; for live pages its changing part, or 304 where nothing has changed."""
    wish = Wish.read(request.values)
    may_edit = me().may_edit and event.status not in SHUT
    shown = repr((wish, may_edit, event.status, event.slide)).encode()
    mark = f"{event.questions_version}-{crc32(shown):x}"
    if wants_fragment() and request.method == "GET" and (answer := unchanged(mark)):
        return answer
    response = render(
        "questions/index.html",
        fragment="questions/_live.html",
        status=status,
        event=event,
        room="pertanyaan",
        wish=wish,
        board=board_of(event, wish),
        mark=mark,
        may_edit=may_edit,
        shut=SHUT.get(event.status, ""),
        trouble=trouble,
        states=Stage,
        topics=Topic,
    )
    response.set_etag(mark, weak=True)
    return response


def refuse(error: WrongState) -> Response:
    """What was asked for cannot be: the list says why."""
    db.session.rollback()
    code = (request.view_args or {})["code"]
    return show_list(event_or_404(code), 409, str(error))


def _switch(code: str, *, on: bool) -> Response:
    event = event_to_change_or_404(code)
    must_be_changeable(event)
    moderating.moderate(event, on)
    audit.record("questions.moderate", f"kegiatan {event.code}", by=me(), on=on)
    db.session.commit()
    return see_other("questions.index", code=code)
