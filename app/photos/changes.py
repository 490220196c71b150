"""What staff change of the photos: each POST sets one thing and writes it down."""

from __future__ import annotations

from flask import abort, flash, request
from werkzeug.wrappers import Response

from app import audit, files, ordering
from app.access import me, staff
from app.events.models import Event, WrongState
from app.events.queries import event_or_404, event_to_change_or_404
from app.extensions import db
from app.fields import id_of
from app.photos import keeping
from app.photos.consent import NEEDED
from app.photos.forms import CaptionForm
from app.photos.queries import consent_of, photo_or_404, photos_of
from app.photos.room import bp, show_room
from app.web import render, see_other, wants_fragment


@bp.post("/<int:photo_id>/keterangan")
@staff
def describe(code: str, photo_id: int) -> Response:
    event = open_event(code)
    photo = photo_or_404(event, photo_id)
    form = CaptionForm()
    if not form.validate():
        return show_room(event, 422, f"Keterangan belum tersimpan. {form.caption.errors[0]}")
    photo.caption = form.caption.data or ""
    _record(event, "describe", photo_id)
    db.session.commit()
    return _changed(event)


@bp.post("/<int:photo_id>/tempat")
@staff
def place(code: str, photo_id: int) -> Response:
    """The place on the list, 1 being the first."""
    event = open_event(code)
    photo = photo_or_404(event, photo_id)
    position = id_of(request.form.get("tempat")) or abort(400)
    ordering.place(photo, position, photos_of(event))
    _record(event, "place", photo_id)
    db.session.commit()
    return _changed(event)


@bp.post("/<int:photo_id>/pilih")
@staff
def choose(code: str, photo_id: int) -> Response:
    """For the laporan; nothing is chosen before the people in it have agreed."""
    event = open_event(code)
    photo = photo_or_404(event, photo_id)
    consent = consent_of(event)
    if consent is None:
        return show_room(event, 409, NEEDED)
    photo.choose(consent)
    _record(event, "choose", photo_id)
    db.session.commit()
    return _changed(event)


@bp.post("/<int:photo_id>/keluarkan")
@staff
def leave_out(code: str, photo_id: int) -> Response:
    event = open_event(code)
    photo_or_404(event, photo_id).leave_out()
    _record(event, "leave_out", photo_id)
    db.session.commit()
    return _changed(event)


@bp.get("/<int:photo_id>/hapus")
@staff
def confirm_removal(code: str, photo_id: int) -> Response:
    event = event_or_404(code)
    return render("photos/remove.html", event=event, photo=photo_or_404(event, photo_id))


@bp.post("/<int:photo_id>/hapus")
@staff
def remove(code: str, photo_id: int) -> Response:
    event = open_event(code)
    photo = photo_or_404(event, photo_id)
    db.session.delete(photo)
    _record(event, "remove", photo_id)
    db.session.commit()
    for name in (photo.stored_as, photo.thumbnail_as):
        files.remove(name)
    flash("Foto dihapus.")
    return see_other(".index", code=code)


def open_event(code: str) -> Event:
    """The kegiatan, held; 409 with the reason where its photos stay as they are."""
    event = event_to_change_or_404(code)
    try:
        keeping.check_open(event)
    except WrongState as why:
        abort(show_room(event, 409, str(why)))
    return event


def _record(event: Event, verb: str, photo_id: int) -> None:
    audit.record(f"photo.{verb}", f"kegiatan {event.code}", by=me(), photo=photo_id)


def _changed(event: Event) -> Response:
    return show_room(event) if wants_fragment() else see_other(".index", code=event.code)
