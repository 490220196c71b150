"""Writing the notula while it happens."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, url_for
from flask import request as asked
from werkzeug.wrappers import Response

from app import audit
from app.access import account, me, staff
from app.events.models import Event
from app.events.queries import event_in_full_or_404, event_or_404, event_to_change_or_404
from app.extensions import db
from app.minutes.forms import PeopleForm, ReasonForm
from app.minutes.models import WrongState
from app.minutes.pages import bp, decisions_of, promise_form, why_closed
from app.minutes.queries import fingerprint, minutes_to_change, notula_of, versions_of
from app.minutes.tables import questions_to_choose, stands_in
from app.sections import saving
from app.sections.models import Document, Section
from app.sections.queries import edits_of, find_section
from app.sections.writing import section_to_write
from app.web import render, see_other


@bp.get("")
@account
def index(code: str) -> Response:
    return show_room(code)


@bp.post("/bagian/<key>")
@staff
def write(code: str, key: str) -> Response:
    """A text of the form, by itself or by the editor; refused texts stay on the screen."""
    form = saving.sent()
    event = event_to_change_or_404(code)
    label, section = _planned_or_404(event, key)
    room = url_for(".index", code=code)
    closed = why_closed(event) or minutes_to_change(event).why_closed
    if closed:
        db.session.rollback()
        return saving.refuse(section, form, closed, label=label, room=room)
    section = section_to_write(event, Document.MINUTES, key, section.body)
    address = url_for(".write", code=code, key=key)
    return saving.save(section, form, label=label, address=address, room=room)


@bp.get("/bagian/<key>/riwayat")
@account
def history(code: str, key: str) -> Response:
    """What stood here before, and what came too late to stand."""
    event = event_or_404(code)
    label, section = _planned_or_404(event, key)
    stored = find_section(event, Document.MINUTES, key)
    return render(
        "minutes/history.html",
        event=event,
        room="notula",
        label=label,
        section=section,
        edits=edits_of(stored) if stored else [],
    )


@bp.post("/pertanyaan")
@staff
def choose_questions(code: str) -> Response:
    """Which questions stand in it: exactly those that are ticked."""
    event = event_to_change_or_404(code)
    minutes = minutes_to_change(event)
    try:
        _check_open(event, minutes.why_closed)
    except WrongState as error:
        db.session.rollback()
        return show_room(code, 409, str(error))
    ticked = set(asked.form.getlist("tanya"))
    minutes.chosen = {one.code: one.code in ticked for one in questions_to_choose(event)}
    audit.record("minutes.questions", f"kegiatan {code}", by=me(), chosen=len(ticked))
    db.session.commit()
    flash("Pertanyaan yang dimuat sudah dipilih.")
    return see_other(".index", code=code, _anchor="tanya-jawab")


@bp.post("/petugas")
@staff
def name_people(code: str) -> Response:
    event = event_to_change_or_404(code)
    minutes = minutes_to_change(event)
    form = PeopleForm()
    try:
        _check_open(event, minutes.why_closed)
    except WrongState as error:
        db.session.rollback()
        return show_room(code, 409, str(error), people_form=form)
    if not form.validate_on_submit():
        db.session.rollback()
        return show_room(code, 422, people_form=form)
    minutes.secretary = form.secretary.data or ""
    minutes.note_taker = form.note_taker.data or ""
    audit.record("minutes.people", f"kegiatan {code}", by=me())
    db.session.commit()
    flash("Petugas notula tersimpan.")
    return see_other(".index", code=code)


def _check_open(event: Event, closed: str) -> None:
    if why := why_closed(event) or closed:
        raise WrongState(why)


def _planned_or_404(event: Event, key: str) -> tuple[str, Section]:
    found = next((one for one in notula_of(event).sections if one[1].key == key), None)
    return found or abort(404)


def show_room(code: str, status: int = 200, trouble: str = "", **forms: Any) -> Response:
    """The room; with what went wrong, where something did."""
    event = event_in_full_or_404(code)
    notula = notula_of(event)
    minutes = notula.minutes
    people = {"secretary": minutes.secretary, "note_taker": minutes.note_taker}
    decisions = decisions_of(notula)
    return render(
        "minutes/show.html",
        status=status,
        room="notula",
        event=event,
        minutes=minutes,
        content=notula.content,
        sections={section.key: (label, section) for label, section in notula.sections},
        choices=[(one, stands_in(minutes, one)) for one in notula.questions],
        versions=versions_of(event),
        may_write=me().may_edit and not (why_closed(event) or minutes.why_closed),
        closed=why_closed(event),
        seen=fingerprint(notula.content),
        trouble=trouble,
        people_form=forms.get("people_form") or PeopleForm(formdata=None, data=people),
        reason_form=forms.get("reason_form") or ReasonForm(formdata=None),
        back=url_for("minutes.index", code=code),
        decisions=decisions,
        promise=promise_form(event, decisions),
    )
