from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, request
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from app import audit, once, wib
from app.access import account, me, staff
from app.columns import now
from app.directory.queries import districts
from app.events.forms import (
    EventForm,
    NewEventForm,
    SignersForm,
    differences,
    values_of,
    values_to_copy,
)
from app.events.models import Event, Status
from app.events.queries import (
    any_event,
    any_person,
    event_in_full_or_404,
    event_to_change_or_404,
    events_before,
    events_to_come,
    events_today,
)
from app.events.search import Wish, find_events, months_with_events
from app.events.stages import bp as stage_pages
from app.events.stages import show_room
from app.extensions import db
from app.office.queries import office
from app.web import render, see_other, unchanged, wants_fragment

STILL_NEEDED = (
    "Masih ada tindak lanjut dari kegiatan ini, jadi tidak dapat dihapus."
    " Batalkan kegiatan ini bila tidak jadi."
)

bp = Blueprint("events", __name__)
bp.register_blueprint(stage_pages)


@bp.get("/")
@account
def start() -> Response:
    """What is on today; the page asks again every ten seconds and gets only what has changed."""
    moment = now()
    today = sorted(events_today(moment), key=lambda event: event.is_overdue(moment))
    etag = _mark(today, moment)
    if wants_fragment() and (known := unchanged(etag)):
        return known
    parts: dict[str, Any] = {"moment": moment, "today": today, "etag": f'W/"{etag}"'}
    if wants_fragment():
        return render("events/_today.html", fragment="events/_today.html", **parts)
    parts |= {"coming": events_to_come(moment), "before": events_before(moment)}
    if not (today or parts["coming"] or parts["before"] or any_event()):
        parts["first_steps"] = {"office": bool(office().name), "directory": any_person()}
    return render("events/start.html", **parts)


@bp.get("/kegiatan")
@account
def index() -> Response:
    wish = Wish.read(request.args)
    context: dict[str, Any] = {"wish": wish, "found": find_events(wish)}
    if not wants_fragment():
        context |= {"months": months_with_events(), "districts": districts(), "states": Status}
    return render("events/index.html", fragment="events/_list.html", **context)


@bp.route("/kegiatan/baru", methods=["GET", "POST"])
@staff
def new() -> Response:
    return _create(NewEventForm(), "Kegiatan baru")


@bp.route("/kegiatan/<code>/salin", methods=["GET", "POST"])
@staff
def copy(code: str) -> Response:
    """A new kegiatan with the details of another; its day must be chosen."""
    event = event_in_full_or_404(code)
    return _create(NewEventForm(data=values_to_copy(event)), "Salin kegiatan", event)


@bp.get("/kegiatan/<code>")
@account
def show(code: str) -> Response:
    return show_room(event_in_full_or_404(code))


@bp.get("/kegiatan/penanda-tangan")
@staff
def signers() -> Response:
    """The officials of the day that has just been chosen in the form."""
    form = SignersForm(formdata=request.args)
    form.validate()  # for the words beside a signer who holds no post on that day
    return render("events/_signers.html", form=form)


@bp.route("/kegiatan/<code>/ubah", methods=["GET", "POST"])
@staff
def edit(code: str) -> Response:
    find = event_in_full_or_404 if request.method == "GET" else event_to_change_or_404
    event = find(code)
    if event.why_closed:
        return show_room(event, 409, event.why_closed)
    form = EventForm(data=values_of(event))
    if not form.validate_on_submit():
        return _form(form, "Ubah kegiatan", event)
    is_old = form.seen.data != event.updated_at.isoformat()
    if is_old and (overtaken := differences(form, event)):
        return _overtaken(form, event, overtaken)
    form.write_to(event)
    audit.record("event.edit", f"kegiatan {event.code}", by=me())
    db.session.commit()
    flash("Perubahan tersimpan.")
    return see_other(".show", code=event.code)


@bp.post("/kegiatan/<code>/hapus")
@staff
def delete(code: str) -> Response:
    event = event_to_change_or_404(code)
    if event.why_kept:
        return show_room(event, 409, event.why_kept)
    audit.record("event.delete", f"kegiatan {event.code}", by=me())
    db.session.delete(event)
    try:
        db.session.commit()
    except IntegrityError:  # another table holds on to it: what was promised there, say
        db.session.rollback()
        return show_room(event_in_full_or_404(code), 409, STILL_NEEDED)
    flash(f"Draf “{event.title}” dihapus.")
    return see_other(".index")


def _create(form: NewEventForm, heading: str, source: Event | None = None) -> Response:
    event = once.made_by(form, Event)
    if event is None:
        if not form.validate_on_submit():
            return _form(form, heading, source)
        event = _keep(form)
    flash("Draf tersimpan. Berikutnya: periksa undangan, lalu jadwalkan.")
    return see_other(".show", code=event.code)


def _keep(form: NewEventForm) -> Event:
    event = Event(request_id=form.request_id.data)
    form.write_to(event)
    db.session.add(event)
    db.session.flush()
    audit.record("event.create", f"kegiatan {event.code}", by=me())
    db.session.commit()
    return event


def _mark(today: Sequence[Event], moment: datetime) -> str:
    """What the start page shows of today, in a few letters."""
    facts = [(e.code, e.version, e.updated_at, e.status, e.is_overdue(moment)) for e in today]
    shown = repr((wib.today(moment), me().role, facts))
    return hashlib.sha256(shown.encode()).hexdigest()[:20]


def _overtaken(form: EventForm, event: Event, overtaken: list[tuple[str, str, str]]) -> Response:
    """Somebody else was faster: show both, keep what was typed, and let a person decide."""
    form.seen.data = event.updated_at.isoformat()
    return render(
        "events/form.html",
        status=409,
        form=form,
        heading="Ubah kegiatan",
        event=event,
        overtaken=overtaken,
    )


def _form(form: EventForm, heading: str, event: Event | None) -> Response:
    status = 422 if form.errors else 200
    return render(
        "events/form.html", status=status, form=form, heading=heading, event=event, overtaken=[]
    )
