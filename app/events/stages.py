"""The life cycle: each button sets one state, writes it down, and shows the room again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

from flask import Blueprint, flash
from werkzeug.wrappers import Response

from app import audit, wib
from app.access import me, staff
from app.columns import now
from app.events.forms import CancelForm, PapersForm, ReopenForm
from app.events.models import Event, Status, WrongState
from app.events.queries import count_target, event_in_full_or_404, event_to_change_or_404
from app.extensions import db
from app.office.queries import office
from app.web import render, see_other

bp = Blueprint("stages", __name__, url_prefix="/kegiatan/<code>")


@bp.post("/jadwalkan")
@staff
def schedule(code: str) -> Response:
    words = "Kegiatan terjadwal. Pencatatan kehadiran dibuka 60 menit sebelum mulai."
    return _step(code, "schedule", lambda event: event.schedule(now()), words)


@bp.post("/draf")
@staff
def back_to_draft(code: str) -> Response:
    """From terjadwal, or back to life from dibatalkan."""
    return _step(code, "draft", Event.back_to_draft, "Kegiatan kembali menjadi draf.")


@bp.post("/mulai")
@staff
def begin(code: str) -> Response:
    return _step(code, "begin", Event.begin, "Kegiatan dimulai. Pencatatan kehadiran dibuka.")


@bp.post("/akhiri")
@staff
def finish(code: str) -> Response:
    words = "Kegiatan selesai. Daftar hadir siap diunduh."
    return _step(code, "finish", lambda event: event.finish(office()), words)


@bp.post("/buka-kembali")
@staff
def reopen(code: str) -> Response:
    form = ReopenForm()
    if not form.validate_on_submit():
        return show_room(event_in_full_or_404(code), 422, reopen_form=form)
    until = now() + form.duration
    words = f"Pencatatan kehadiran dibuka kembali sampai pukul {wib.clock_wib(until)}."
    return _step(code, "reopen", lambda event: event.reopen(until), words, until=until.isoformat())


@bp.post("/kunci")
@staff
def lock(code: str) -> Response:
    """The end of the life cycle: from here on nothing of the kegiatan changes."""
    words = "Kegiatan dikunci. Isinya tidak berubah lagi."
    return _step(code, "lock", lambda event: event.move_to(Status.LOCKED), words)


@bp.post("/perbarui-daftar")
@staff
def renew_papers(code: str) -> Response:
    """Other signers, today's letterhead, a NIP put right: without opening the door."""
    event = event_in_full_or_404(code)
    form = PapersForm(event)
    if not form.validate_on_submit():
        return show_room(event, 422, papers_form=form)
    ids = {role: one.id if one else None for role, one in form.chosen.items()}
    words = "Penanda tangan dan kop pada daftar ini diperbarui."
    return _step(
        code, "renew", lambda event: event.renew_papers(office(), **form.chosen), words, **ids
    )


@bp.post("/batalkan")
@staff
def cancel(code: str) -> Response:
    form = CancelForm()
    if not form.validate_on_submit():
        return show_room(event_in_full_or_404(code), 422, cancel_form=form)
    reason = form.reason.data
    return _step(code, "cancel", lambda event: event.cancel(reason), "Kegiatan dibatalkan.")


def show_room(event: Event, status: int = 200, trouble: str = "", **forms: Any) -> Response:
    """The room of a kegiatan; with what went wrong, where something did."""
    return render(
        "events/show.html",
        status=status,
        event=event,
        trouble=trouble,
        moment=now(),
        tonight=wib.at(wib.today(now()) + timedelta(days=1), time()),
        target_size=count_target(event),
        papers_form=forms.get("papers_form") or _papers_form(event),
        cancel_form=forms.get("cancel_form") or CancelForm(formdata=None),
        reopen_form=forms.get("reopen_form") or ReopenForm(formdata=None),
    )


def _papers_form(event: Event) -> PapersForm | None:
    finished = event.status is Status.FINISHED and me().may_edit
    return PapersForm(event) if finished else None


def _step(
    code: str, action: str, verb: Callable[[Event], None], words: str, **detail: Any
) -> Response:
    """One step of the life cycle, written down; a step already taken changes nothing."""
    event = event_to_change_or_404(code)
    before = event.status
    try:
        verb(event)
    except WrongState as error:
        return show_room(event, 409, str(error))
    if event.status is not before or detail:
        event.updated_at = now()
        audit.record(f"event.{action}", f"kegiatan {event.code}", by=me(), **detail)
    db.session.commit()
    flash(words)
    return see_other("events.show", code=event.code)
