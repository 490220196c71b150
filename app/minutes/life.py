"""The life of a notula: each button sets one state, writes it down, and shows the room again."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash
from werkzeug.wrappers import Response

from app import audit
from app.access import lead, me, staff
from app.events.models import Event
from app.events.queries import event_to_change_or_404
from app.extensions import db
from app.minutes.forms import ApproveForm, ReasonForm
from app.minutes.models import Minutes, WrongState
from app.minutes.pages import bp, why_closed
from app.minutes.queries import fingerprint, minutes_to_change, notula_of
from app.minutes.room import show_room
from app.minutes.states import State
from app.sections.models import Document
from app.sections.writing import section_to_write
from app.web import see_other

Verb = Callable[[Event, Minutes], None]


@bp.post("/periksa")
@staff
def check(code: str) -> Response:
    words = "Notula sudah diperiksa. Berikutnya: persetujuan pimpinan."
    return _step(code, "check", lambda _event, minutes: minutes.check(me()), words)


@bp.post("/setujui")
@lead
def approve(code: str) -> Response:
    """What was read is what is approved: where a word has changed since, it is read again."""
    seen = ApproveForm().seen.data

    def verb(event: Event, minutes: Minutes) -> None:
        content = notula_of(event).content
        if fingerprint(content) != seen and minutes.state.may_become(minutes.state.APPROVED):
            raise WrongState("Isi notula berubah sejak Anda membacanya. Baca lagi, lalu setujui.")
        minutes.approve(me(), content)

    return _step(code, "approve", verb, "Notula disetujui.")


@bp.post("/kunci")
@staff
def lock(code: str) -> Response:
    def verb(_event: Event, minutes: Minutes) -> None:
        db.session.add(minutes.lock(me()))

    return _step(code, "lock", verb, "Notula terkunci. Isinya tidak berubah lagi.")


@bp.post("/belum-setuju")
@lead
def send_back(code: str) -> Response:
    """The other answer to what waits for approval."""

    def verb(_event: Event, minutes: Minutes) -> None:
        if minutes.state is not State.CHECKED:
            raise WrongState("Notula ini tidak sedang menunggu persetujuan.")
        minutes.give_back(form.reason.data or "")

    form = ReasonForm()
    return _with_reason(code, "return", form, verb, "Notula kembali menjadi draf.")


@bp.post("/kembalikan")
@staff
def give_back(code: str) -> Response:
    def verb(_event: Event, minutes: Minutes) -> None:
        minutes.give_back(form.reason.data or "")

    form = ReasonForm()
    return _with_reason(code, "return", form, verb, "Notula kembali menjadi draf.")


@bp.post("/versi-baru")
@staff
def begin_version(code: str) -> Response:
    """The new one begins with the very words of the locked one."""

    def verb(event: Event, minutes: Minutes) -> None:
        locked = notula_of(event).content
        minutes.begin_version(form.reason.data or "")
        for one in locked["sections"]:
            section_to_write(event, Document.MINUTES, one["key"], one["body"])

    form = ReasonForm()
    return _with_reason(code, "version", form, verb, "Versi baru dapat ditulis.")


def _with_reason(code: str, action: str, form: ReasonForm, verb: Verb, words: str) -> Response:
    if not form.validate_on_submit():
        return show_room(code, 422, reason_form=form)
    return _step(code, action, verb, words)


def _step(code: str, action: str, verb: Verb, words: str) -> Response:
    """One step, written down; where it cannot be taken, why, and nothing is changed."""
    event = event_to_change_or_404(code)
    minutes = minutes_to_change(event)
    try:
        if why := why_closed(event):
            raise WrongState(why)
        verb(event, minutes)
    except WrongState as error:
        db.session.rollback()
        return show_room(code, 409, str(error))
    audit.record(f"minutes.{action}", f"kegiatan {code}", by=me(), version=minutes.number)
    db.session.commit()
    flash(words)
    return see_other(".index", code=code)
