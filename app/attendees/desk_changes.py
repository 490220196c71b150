"""Mending the list: a typing mistake is corrected, a row that is wrong is voided with a reason."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from app import audit
from app.access import me, staff
from app.attendees import signing
from app.attendees.desk_forms import CorrectionForm, VoidForm
from app.attendees.desk_queries import attendance_or_404
from app.attendees.desk_rules import must_be_mendable
from app.attendees.desk_words import again, history
from app.attendees.models import Attendance, Part
from app.events.models import Event
from app.events.queries import event_or_404, event_to_change_or_404
from app.extensions import db
from app.web import render, see_other

bp = Blueprint("changes", __name__)

SAME_GUEST = (
    "Tamu dengan nama dan instansi ini sudah tercatat. Bila orangnya sama, batalkan salah satu; "
    "bila berbeda, tuliskan pembeda pada nama atau instansinya."
)


@bp.get("/hadir/<int:attendance_id>")
@staff
def edit(code: str, attendance_id: int) -> Response:
    event = event_or_404(code)
    must_be_mendable(event)
    attendance = attendance_or_404(event, attendance_id)
    return _page(event, attendance, CorrectionForm(data=_typed(attendance)), VoidForm())


@bp.post("/hadir/<int:attendance_id>")
@staff
def correct(code: str, attendance_id: int) -> Response:
    event = event_to_change_or_404(code)
    must_be_mendable(event)
    attendance = attendance_or_404(event, attendance_id)
    form = CorrectionForm(data=_typed(attendance))
    if not form.validate_on_submit():
        return _page(event, attendance, form, VoidForm(formdata=None))
    changed = attendance.correct(
        me(),
        name=form.name.data,
        position=form.position.data,
        place=form.place.data,
        sex=form.sex.data or None,
        part=Part(form.part.data),
    )
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        form.form_errors.append(SAME_GUEST)
        return _page(event, attendance, form, VoidForm(formdata=None))
    if changed:
        signing.tell_live_pages(event)
        _note("attendance.correct", event, attendance, fields=changed)
    db.session.commit()
    flash(f"Data {attendance.name} tersimpan.")
    return see_other("desk.show", code=code)


@bp.post("/hadir/<int:attendance_id>/batal")
@staff
def void(code: str, attendance_id: int) -> Response:
    event = event_to_change_or_404(code)
    must_be_mendable(event)
    attendance = attendance_or_404(event, attendance_id)
    form = VoidForm()
    if not form.validate_on_submit():
        correction = CorrectionForm(formdata=None, data=_typed(attendance))
        return _page(event, attendance, correction, form)
    attendance.void(form.reason.data, me())
    signing.one_less(event)
    _note("attendance.void", event, attendance)
    db.session.commit()
    flash(f"{attendance.name} dihapus dari daftar hadir. Yang bersangkutan dapat dicatat lagi.")
    return see_other("desk.show", code=code)


def _page(event: Event, attendance: Attendance, form: CorrectionForm, void: VoidForm) -> Response:
    return render(
        "attendees/desk/edit.html",
        status=422 if form.errors or void.errors else 200,
        event=event,
        attendance=attendance,
        form=form,
        void_form=void,
        again=again,
        history=history,
    )


def _note(action: str, event: Event, attendance: Attendance, **detail: Any) -> None:
    audit.record(action, f"kegiatan {event.code}", by=me(), number=attendance.number, **detail)


def _typed(attendance: Attendance) -> dict[str, str]:
    return {
        "name": attendance.name,
        "position": attendance.position,
        "place": attendance.place,
        "sex": attendance.sex or "",
        "part": attendance.part.value,
    }
