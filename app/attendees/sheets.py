"""Photos of the paper sheets: the proof behind "lembar manual"."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, flash, request
from werkzeug.wrappers import Response

from app import audit, files
from app.access import account, me, staff
from app.attendees.desk_queries import sheet_or_404, sheets_of
from app.attendees.desk_rules import must_be_mendable, why_no_mending
from app.attendees.sheet_photos import SheetPhoto
from app.attendees.sheet_pictures import NotAPicture, as_jpeg
from app.events.models import Event
from app.events.queries import event_or_404, event_to_change_or_404
from app.extensions import db
from app.once import OnceForm, made_by
from app.web import render, see_other

bp = Blueprint("sheets", __name__, url_prefix="/foto-lembar")

NOTHING_CHOSEN = "Pilih atau ambil fotonya dulu, lalu kirim."


@bp.get("")
@account
def index(code: str) -> Response:
    return _page(event_or_404(code))


@bp.post("")
@staff
def add(code: str) -> Response:
    event, form = event_or_404(code), OnceForm()
    must_be_mendable(event)
    if not form.validate():
        abort(400)  # our own pages cannot send this
    db.session.rollback()  # painting takes its time: nobody shall wait for our lock
    try:
        content = as_jpeg(_sent())
    except NotAPicture as wrong:
        return _page(event, str(wrong), status=422)
    _keep(code, content, form)
    flash("Foto lembar tersimpan.")
    return see_other(".index", code=code)


@bp.get("/<int:photo_id>.jpg")
@account
def picture(code: str, photo_id: int) -> Response:
    photo = sheet_or_404(event_or_404(code), photo_id)
    response = Response(files.read(photo.stored_as), mimetype="image/jpeg")
    response.headers["Content-Disposition"] = f'inline; filename="lembar-{photo.id}.jpg"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@bp.get("/<int:photo_id>/hapus")
@staff
def confirm_removal(code: str, photo_id: int) -> Response:
    event = event_or_404(code)
    must_be_mendable(event)
    photo = sheet_or_404(event, photo_id)
    return render("attendees/desk/remove_sheet.html", event=event, photo=photo)


@bp.post("/<int:photo_id>/hapus")
@staff
def remove(code: str, photo_id: int) -> Response:
    event = event_to_change_or_404(code)
    must_be_mendable(event)
    photo = sheet_or_404(event, photo_id)
    db.session.delete(photo)
    audit.record("sheet.remove", f"kegiatan {code}", by=me(), photo=photo.id)
    db.session.commit()
    files.remove(photo.stored_as)
    flash("Foto lembar dihapus.")
    return see_other(".index", code=code)


def _sent() -> bytes:
    """The first file that was chosen, from the camera or from the folder."""
    for file in request.files.getlist("photo"):
        if content := file.read():
            return content
    raise NotAPicture(NOTHING_CHOSEN)


def _keep(code: str, content: bytes, form: OnceForm) -> None:
    """File first, row after: a row always has its file, and a failure leaves neither."""
    name = files.store(content)
    try:
        event = event_to_change_or_404(code)
        must_be_mendable(event)
        if made_by(form, SheetPhoto, event_id=event.id):
            files.remove(name)
            return
        photo = SheetPhoto(event_id=event.id, stored_as=name, added_by=me().id)
        photo.request_id = form.request_id.data
        db.session.add(photo)
        db.session.flush()
        audit.record("sheet.add", f"kegiatan {code}", by=me(), photo=photo.id)
        db.session.commit()
    except BaseException:
        files.remove(name)
        raise


def _page(event: Event, wrong: str = "", status: int = 200) -> Response:
    return render(
        "attendees/desk/sheets.html",
        status=status,
        event=event,
        sheets=sheets_of(event),
        form=OnceForm(),
        wrong=wrong,
        most=current_app.config["UPLOAD_MB"],
        may_change=me().may_edit and why_no_mending(event) is None,
    )
