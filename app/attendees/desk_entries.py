"""Putting people on the list at the desk: walk-ins, substitutes, a whole paper sheet."""

from __future__ import annotations

import re

from flask import Blueprint, abort, flash, request
from werkzeug.wrappers import Response

from app import audit
from app.access import me, staff
from app.attendees import signing
from app.attendees.desk_forms import SubstituteForm, WalkInForm
from app.attendees.desk_paper import record_on_paper
from app.attendees.desk_queries import invitee_or_404, invitees_or_404
from app.attendees.desk_rules import must_be_recording
from app.attendees.desk_words import already, already_all
from app.attendees.models import Attendance, Method
from app.events.queries import event_or_404, event_to_change_or_404
from app.extensions import db
from app.invitations.queries import substitute_of
from app.web import render, see_other

bp = Blueprint("entries", __name__)

MOST_TICKED = 5_000
ID = re.compile("[0-9]{1,9}")


@bp.route("/tamu", methods=["GET", "POST"])
@staff
def walk_in(code: str) -> Response:
    event = event_or_404(code)
    must_be_recording(event)
    form = WalkInForm()
    if form.validate_on_submit():
        guest = form.attendance(event)
        guest.request_id = form.request_id.data
        try:
            return _enter(code, guest)
        except signing.PhoneTaken as why:
            form.phone.errors = [str(why)]
    return render(
        "attendees/desk/walk_in.html", status=422 if form.errors else 200, event=event, form=form
    )


@bp.route("/wakil/<int:person_id>", methods=["GET", "POST"])
@staff
def substitute(code: str, person_id: int) -> Response:
    event = event_or_404(code)
    must_be_recording(event)
    person = invitee_or_404(event, person_id)
    name, position = substitute_of(event, person_id)
    form = SubstituteForm(name=name, position=position)
    if form.validate_on_submit():
        stand_in = form.attendance(event, person)
        stand_in.request_id = form.request_id.data
        return _enter(code, stand_in)
    return render(
        "attendees/desk/substitute.html",
        status=422 if form.errors else 200,
        event=event,
        invitee=person,
        form=form,
    )


@bp.post("/lembar")
@staff
def paper(code: str) -> Response:
    event = event_to_change_or_404(code)
    must_be_recording(event)
    people = invitees_or_404(event, _ticked())
    marked = record_on_paper(event, people, me())
    if marked.new:
        numbers = [one.number for one in marked.new]
        audit.record("attendance.paper", f"kegiatan {code}", by=me(), numbers=numbers)
    db.session.commit()
    if marked.new:
        flash(f"{len(marked.new)} orang tercatat hadir, lembar manual.")
    if marked.known:
        flash(already_all(marked.known))
    if not people:
        flash("Belum ada nama yang dicentang. Centang dulu, lalu kirim lagi.")
    return see_other("desk.show", code=code)


def _enter(code: str, attendance: Attendance) -> Response:
    """Put on the list: with a pen on the sheet, or the signature is drawn on the next page."""
    event = event_to_change_or_404(code)
    must_be_recording(event)
    on_paper = request.form.get("how") == "lembar"
    attendance.method = Method.PAPER if on_paper else Method.HELPED
    attendance.recorded_by = me().id
    entry = signing.enter(event, attendance)
    if not entry.is_new:
        db.session.rollback()
        flash(already(entry.attendance))
        return see_other("desk.show", code=code)
    action = "attendance.paper" if on_paper else "attendance.add"
    audit.record(action, f"kegiatan {code}", by=me(), numbers=[attendance.number])
    db.session.commit()
    if not on_paper:
        return see_other("desk.ink.waiting", code=code, attendance_id=attendance.id)
    flash(f"{attendance.name} tercatat hadir, lembar manual.")
    return see_other("desk.show", code=code)


def _ticked() -> set[int]:
    ids = request.form.getlist("person")
    if len(ids) > MOST_TICKED or not all(map(ID.fullmatch, ids)):
        abort(400)
    return {int(i) for i in ids}
