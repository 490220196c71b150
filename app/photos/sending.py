"""How photos come in: several with an ordinary form, or one by one from the script.

The script reads JSON: `photo` is what it has become, `error` why it cannot be. Every request may
be sent again: it makes one photo.
"""

from __future__ import annotations

import hashlib
import re

from flask import abort, flash, jsonify, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from app import audit, files
from app.access import me, staff
from app.events.models import Event, WrongState
from app.events.queries import event_or_404
from app.extensions import db
from app.materials.names import shown_name
from app.materials.quota import check_size
from app.materials.refusal import Refused
from app.materials.sent_forms import Refusal
from app.photos import keeping
from app.photos.forms import PhotosForm
from app.photos.queries import photo_with_request
from app.photos.room import bp, show_room
from app.web import see_other

FIELD = "foto"
NOTHING_CHOSEN = "Pilih atau ambil fotonya lebih dahulu, lalu unggah."
UPLOAD_ID = re.compile(r"[0-9a-f]{32}")


@bp.post("")
@staff
def add(code: str) -> Response:
    """Several at once, without a script; each is judged alone."""
    event = event_or_404(code)
    form, sent = PhotosForm(), _chosen()
    if not form.validate() or not sent:
        return show_room(event, 422, refused=[Refusal("", NOTHING_CHOSEN, 422)])
    files.must_have_room()
    refused = []
    for number, file in enumerate(sent):
        each = f"{form.request_id.data}:{number}"
        try:
            _keep(event, file, hashlib.sha256(each.encode()).hexdigest()[:32])
        except (Refused, WrongState) as why:
            db.session.rollback()
            name = shown_name(file.filename or "")
            refused.append(Refusal(name, str(why), getattr(why, "code", 409)))
    if kept := len(sent) - len(refused):
        flash(f"{kept} foto tersimpan.")
    if refused:
        return show_room(event_or_404(code), refused[0].code, refused=refused)
    return see_other(".index", code=code)


@bp.post("/unggahan/<upload_id>")
@staff
def send(code: str, upload_id: str) -> Response:
    """One photo, from the script that shows how far it is."""
    event, sent = event_or_404(code), _chosen()
    if not UPLOAD_ID.fullmatch(upload_id) or len(sent) != 1:
        abort(400)
    files.must_have_room()
    try:
        photo_id = _keep(event, sent[0], upload_id)
    except (Refused, WrongState) as why:
        db.session.rollback()
        return _answer(getattr(why, "code", 409), error=str(why))
    return _answer(photo=photo_id)


def _keep(event: Event, sent: FileStorage, request_id: str) -> int:
    """The id of the photo; of the same one where this request came before."""
    by = me()
    if known := photo_with_request(event, request_id, by.id):
        return known.id
    keeping.check_open(event)
    content = sent.read()
    check_size(len(content))
    db.session.commit()  # developing takes its time: nobody shall wait for our lock
    photo, is_new = keeping.keep(event, content, request_id=request_id, by=by)
    if is_new:
        audit.record("photo.add", f"kegiatan {event.code}", by=by, photo=photo.id)
        db.session.commit()
    return photo.id


def _chosen() -> list[FileStorage]:
    """From the camera and from the folder. Browsers send a nameless file where none was chosen."""
    return [file for file in request.files.getlist(FIELD) if file.filename]


def _answer(status: int = 200, **words: object) -> Response:
    answer: Response = jsonify(words)
    answer.status_code = status
    return answer
