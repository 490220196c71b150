"""Marks of the desk that waited in the browser until the line came back. JSON answers.

Who is logged in when they arrive answers for them: their account is the one that recorded.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app import audit
from app.access import me, staff
from app.attendees import late, notices, signing
from app.attendees.desk_forms import SignatureForm, SubstituteForm, WalkInForm
from app.attendees.desk_queries import invitee_or_404
from app.attendees.desk_rules import why_no_recording
from app.attendees.desk_words import already
from app.attendees.kiosk_late import must_be_nobody_invited
from app.attendees.late_entries import (
    GONE,
    INCOMPLETE,
    RECORD,
    VOIDED,
    Refused,
    is_acceptable,
    must_take_late,
    note_again,
    number_and_clock,
    signed,
    tell,
    tells,
)
from app.attendees.models import Attendance, Method
from app.attendees.supplies import supplies
from app.columns import now
from app.events.models import Event, Status
from app.events.queries import event_or_404, event_to_change_or_404
from app.extensions import db
from app.once import OnceForm

bp = Blueprint("late", __name__)

HOW = {"lembar": Method.PAPER, "dibantu": Method.HELPED, "meja": Method.DESK}


@bp.get("/susulan")
@staff
@tells(f"{GONE} {RECORD}")
def take(code: str) -> Response:
    return supplies(event_or_404(code))


@bp.post("/susulan")
@staff
@tells(f"{GONE} {RECORD}")
def send(code: str) -> Response:
    """One person, one row, however often it is sent; also when the kegiatan has ended meanwhile."""
    event, moment = event_to_change_or_404(code), now()
    must_take_late(event.status)
    if event.status is not Status.FINISHED and (words := why_no_recording(event, moment)):
        raise Refused(410, words)
    try:
        marked_at = late.told_at(request.form.get("signed_at", ""), moment)
    except late.NotSignedThen as why:
        raise Refused(why.status, str(why)) from why
    marked = signed(_what_was_marked(event), marked_at, moment)
    found, is_new = _enter(event, marked)
    if not found.is_valid:
        raise Refused(409, VOIDED)
    is_signed_now = not is_new and _sign_what_was_missing(found, marked)
    told = number_and_clock(found)
    if is_new or is_signed_now:
        signing.tell_live_pages(event)
        audit.record("attendance.late", f"kegiatan {code}", by=me(), number=found.number)
    elif not _is_the_same_mark(found, marked):
        note_again(event, found, marked, me().name)
        told |= {"known": True, "words": already(found)}
    db.session.commit()
    return tell(200, **told)


def _enter(event: Event, marked: Attendance) -> signing.Entry:
    try:
        return signing.enter(event, marked)
    except signing.PhoneTaken:
        marked.phone = None  # two walk-ins with one number: both have come
        return signing.enter(event, marked)


def _what_was_marked(event: Event) -> Attendance:
    """By the fields: an invitee, somebody in an invitee's stead, or somebody on no list."""
    once = OnceForm()
    how = HOW.get(request.form.get("how", ""))
    if how is None or not once.validate():
        raise Refused(422, f"{INCOMPLETE} {RECORD}")
    marked = _who(event)
    marked.method, marked.recorded_by = how, me().id
    marked.request_id = once.request_id.data
    if how is Method.DESK:
        marked.signature = _checked(SignatureForm()).signature.data
        marked.notice_version = notices.shown(request.form)
    return marked


def _who(event: Event) -> Attendance:
    if "person_id" in request.form:
        person = invitee_or_404(event, request.form.get("person_id", 0, type=int))
        if request.form.get("wakil") != "1":
            return Attendance.of_person(event, person)
        return _checked(SubstituteForm()).attendance(event, person)
    form = _checked(WalkInForm())
    must_be_nobody_invited(event, form.name.data)
    return form.attendance(event)


def _checked(form: Any) -> Any:
    if not is_acceptable(form):
        raise Refused(422, f"{INCOMPLETE} {RECORD}")
    return form


def _sign_what_was_missing(found: Attendance, marked: Attendance) -> bool:
    """Who waited for help, and whose signature the mark brings, is waiting no more."""
    if found.method is not Method.HELPED or marked.method is Method.HELPED:
        return False
    if marked.signature:
        found.sign(marked.signature, me())
        found.notice_version, found.notice_at = marked.notice_version, marked.notice_at
    else:
        found.signed_on_paper(me())
    return True


def _is_the_same_mark(found: Attendance, marked: Attendance) -> bool:
    """Sent before, by this form; or the signature that this account has brought in before."""
    same_account = found.recorded_by == marked.recorded_by
    return found.request_id == marked.request_id or (
        same_account and found.method is marked.method and found.signature == marked.signature
    )
