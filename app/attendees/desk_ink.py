"""Signing on a device of the office: one person, one page, one drawing."""

from __future__ import annotations

from flask import Blueprint, flash, request
from werkzeug.wrappers import Response

from app import audit
from app.access import me, staff
from app.attendees import notices, signing
from app.attendees.desk_forms import SignatureForm
from app.attendees.desk_queries import (
    attendance_or_404,
    invitee_or_404,
    present_persons,
)
from app.attendees.desk_rules import must_be_recording
from app.attendees.desk_words import already, late_fields
from app.attendees.models import Attendance, Method
from app.columns import now
from app.directory.models import Person
from app.events.models import Event
from app.events.queries import event_or_404, event_to_change_or_404
from app.extensions import db
from app.web import render, see_other
from app.wib import clock_wib

bp = Blueprint("ink", __name__)


@bp.get("/tanda-tangan/<int:person_id>")
@staff
def person(code: str, person_id: int) -> Response:
    event = event_or_404(code)
    must_be_recording(event)
    invitee = invitee_or_404(event, person_id)
    known = present_persons(event, [invitee.id]).get(invitee.id)
    if known and known.method is Method.HELPED:
        return see_other(".waiting", code=code, attendance_id=known.id)
    if known:
        return _known(event, known)
    return _pad(event, Attendance.of_person(event, invitee), SignatureForm(), invitee)


@bp.post("/tanda-tangan/<int:person_id>")
@staff
def sign(code: str, person_id: int) -> Response:
    event = event_to_change_or_404(code)
    must_be_recording(event)
    invitee = invitee_or_404(event, person_id)
    attendance = Attendance.of_person(event, invitee)
    form = SignatureForm()
    if not form.validate_on_submit():
        return _pad(event, attendance, form, invitee)
    attendance.method = Method.DESK
    attendance.signature = form.signature.data
    attendance.recorded_by = me().id
    attendance.request_id = form.request_id.data
    entry = signing.enter(event, attendance)
    if entry.is_new:
        return _thank(event, attendance)
    if entry.attendance.method is Method.HELPED:
        entry.attendance.sign(form.signature.data, me())
        return _thank(event, entry.attendance)
    return _known(event, entry.attendance)


@bp.get("/hadir/<int:attendance_id>/tanda-tangan")
@staff
def waiting(code: str, attendance_id: int) -> Response:
    event = event_or_404(code)
    must_be_recording(event)
    attendance = attendance_or_404(event, attendance_id)
    if attendance.method is not Method.HELPED:
        return _known(event, attendance)
    return _pad(event, attendance, SignatureForm())


@bp.post("/hadir/<int:attendance_id>/tanda-tangan")
@staff
def complete(code: str, attendance_id: int) -> Response:
    event = event_to_change_or_404(code)
    must_be_recording(event)
    attendance = attendance_or_404(event, attendance_id)
    form = SignatureForm()
    if not form.validate_on_submit():
        return _pad(event, attendance, form)
    if attendance.method is not Method.HELPED:
        return _known(event, attendance)
    attendance.sign(form.signature.data, me())
    return _thank(event, attendance)


@bp.post("/hadir/<int:attendance_id>/lembar")
@staff
def on_paper(code: str, attendance_id: int) -> Response:
    event = event_to_change_or_404(code)
    must_be_recording(event)
    attendance = attendance_or_404(event, attendance_id)
    if attendance.method is not Method.HELPED:
        return _known(event, attendance)
    attendance.signed_on_paper(me())
    signing.tell_live_pages(event)
    audit.record("attendance.paper", f"kegiatan {code}", by=me(), numbers=[attendance.number])
    db.session.commit()
    flash(f"{attendance.name} tercatat hadir, lembar manual.")
    return see_other("desk.show", code=code)


def _pad(
    event: Event, attendance: Attendance, form: SignatureForm, person: Person | None = None
) -> Response:
    return render(
        "attendees/desk/sign.html",
        fragment="attendees/desk/_sign.html",
        status=422 if form.errors else 200,
        event=event,
        attendance=attendance,
        invitee=person,
        form=form,
        late_fields=late_fields,
    )


def _thank(event: Event, attendance: Attendance) -> Response:
    attendance.notice_version, attendance.notice_at = notices.shown(request.form), now()
    signing.tell_live_pages(event)
    audit.record(
        "attendance.desk_sign", f"kegiatan {event.code}", by=me(), number=attendance.number
    )
    db.session.commit()
    when = clock_wib(attendance.signed_at)
    flash(f"{attendance.name} tercatat pukul {when}, nomor {attendance.number}.")
    return see_other("desk.show", code=event.code)


def _known(event: Event, attendance: Attendance) -> Response:
    flash(already(attendance))
    return see_other("desk.show", code=event.code)
