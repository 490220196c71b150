"""How files come in, the same for staff and presenters: in parts, or with an ordinary form.

In parts, answers are JSON: `next` is the byte that is wanted, `material` what it has become,
`error` why it cannot be. Every request may be sent again.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from flask import abort, jsonify, request
from werkzeug.wrappers import Response

from app import files
from app.events.models import Event, WrongState
from app.events.queries import event_to_change_or_404
from app.extensions import db
from app.fields import id_of
from app.materials import keeping, pictures, uploading
from app.materials.models import Audience, Material, Upload
from app.materials.queries import material_or_404, material_with_request, upload_with_id
from app.materials.refusal import Refused
from app.materials.trail import Keeper, record
from app.materials.undo import remove_unless_committed

BUSY = 503  # too many are being judged: the same upload may try again
UPLOAD_ID = re.compile(r"[0-9a-f]{32}")


def start(
    event: Event, upload_id: str, by: Keeper, audience: Audience, replaces: Material | None = None
) -> Response:
    """Begin an upload, or tell how far it has come."""
    event = event_to_change_or_404(event.code)
    upload = _own(event, upload_id, by)
    known = None if upload else material_with_request(event, upload_id, by)
    if upload or known:
        return _state(upload, known)
    name, size = request.form.get("nama", ""), id_of(request.form.get("ukuran")) or 0
    try:
        keeping.check_open(event)
        keeping.check_promised(name, size)
        uploading.begin(
            event, upload_id, by, name=name, size=size, audience=audience, replaces=replaces
        )
    except (Refused, WrongState) as why:
        db.session.rollback()
        return _refusal(why)
    old = uploading.forget_old()
    db.session.commit()
    _remove(old)
    return _answer(next=0)


def take_part(event: Event, upload_id: str, by: Keeper) -> Response:
    """Keep the bytes of the body, which begin at `?mulai=`."""
    upload = _own(event, upload_id, by) or abort(404)
    at = id_of(request.args.get("mulai"))
    if upload.material_id:
        return _state(upload)
    try:
        length = uploading.length_of_part(upload, abort(400) if at is None else at)
    except uploading.Gap as gap:
        return _answer(409, next=gap.expected)
    db.session.commit()  # a slow line takes its time: nobody shall wait for our lock
    content = request.get_data()
    if not length:
        return _state(upload)
    if len(content) != length:
        abort(400)
    stored_as = files.store(content)
    remove_unless_committed(stored_as)
    upload = upload_with_id(upload_id, held=True) or abort(404)
    if upload.material_id or uploading.received(upload) != at:
        db.session.rollback()  # the same part sent twice, and the other one was faster
        return _state(_own(event, upload_id, by))
    uploading.keep_part(upload, at, length, stored_as)
    db.session.commit()
    return _state(upload)


def finish(event: Event, upload_id: str, by: Keeper) -> Response:
    """Put the parts together, judge the file and keep it."""
    upload = _own(event, upload_id, by) or abort(404)
    if upload.material_id or uploading.received(upload) < upload.size:
        return _state(upload, status=200 if upload.material_id else 409)
    parts = uploading.parts_of([upload.id])
    db.session.commit()  # judging takes its time as well
    try:
        with uploading.put_together(parts) as path:
            return _keep(event, upload, path, by)
    except (Refused, WrongState) as why:
        db.session.rollback()
        if getattr(why, "code", 409) != BUSY:
            cancel(event, upload_id, by)
        return _refusal(why)
    except files.Gone:  # the same request sent twice, and the other one was faster
        db.session.rollback()
        return _state(_own(event, upload_id, by) or abort(404))


def cancel(event: Event, upload_id: str, by: Keeper) -> Response:
    """Forget an upload that is under way; what it has become stays."""
    upload = _own(event, upload_id, by)
    names = []
    if upload and not upload.material_id:
        names = uploading.forget_parts(upload.id)
        db.session.delete(upload)
    db.session.commit()
    _remove(names)
    return _answer()


def _keep(event: Event, upload: Upload, path: Path, by: Keeper) -> Response:
    if upload.replaces_id:
        material = material_or_404(event, upload.replaces_id)
        db.session.commit()
        file = keeping.keep_version(material, path, upload.name, by=by, upload_id=upload.id)
    else:
        material, _ = keeping.keep_new(
            event, path, upload.name, audience=upload.audience, request_id=upload.id, by=by
        )
        file = material.files[-1]
    held = upload_with_id(upload.id, held=True) or abort(404)  # taken back meanwhile
    if held.material_id:
        db.session.rollback()
        return _state(held)
    held.material_id = material.id
    parts = uploading.forget_parts(held.id)
    record(event, "replace" if held.replaces_id else "add", by, material=material.id)
    db.session.commit()
    _remove(parts)
    pictures.order(file.id)
    return _state(held)


def _own(event: Event, upload_id: str, by: Keeper) -> Upload | None:
    if not UPLOAD_ID.fullmatch(upload_id):
        abort(404)
    return uploading.own_upload(event, upload_id, by)


def _state(upload: Upload | None, known: Material | None = None, status: int = 200) -> Response:
    if upload is None or upload.material_id:
        return _answer(material=known.id if known else upload and upload.material_id)
    return _answer(status, next=uploading.received(upload))


def _refusal(why: Refused | WrongState) -> Response:
    return _answer(getattr(why, "code", 409), error=str(why))


def _answer(status: int = 200, **words: Any) -> Response:
    response = jsonify(words)
    response.status_code = status
    return response


def _remove(names: list[str]) -> None:
    for name in names:
        files.remove(name)
