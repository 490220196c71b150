"""Files that come with an ordinary form, without a script: several at once, each judged alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, NamedTuple

from flask import current_app, request
from werkzeug.datastructures import FileStorage

from app import bodies, sizes
from app.events.models import Event, WrongState
from app.extensions import db
from app.materials import keeping, pictures, uploading
from app.materials.models import Audience, Material
from app.materials.names import shown_name
from app.materials.queries import material_with_request
from app.materials.refusal import Refused
from app.materials.scratch import scratch_file
from app.materials.trail import Keeper, record

FIELD = "berkas"
NOTHING_CHOSEN = "Pilih berkasnya lebih dahulu, lalu unggah."


class Refusal(NamedTuple):
    name: str
    words: str
    code: int


def _largest() -> dict[str, int]:
    """Bytes of a body, by the last word of the endpoint; of others it is SMALL."""
    return {
        "add": current_app.config["EVENT_MB"] * sizes.MB + bodies.SMALL,
        "replace": current_app.config["FILE_MB"] * sizes.MB + bodies.SMALL,
        "take_part": uploading.PART,
    }


def expect_behind(
    door: Callable[[Any], Any], limits: Callable[[], dict[str, int]] = _largest
) -> Callable[[str | None, dict[str, Any] | None], None]:
    """How large a body may be, said before anything reads it; see `app.bodies`."""
    come_in = door(lambda **_: None)

    def expect(endpoint: str | None, values: dict[str, Any] | None) -> None:
        name = (endpoint or "").rpartition(".")[2]
        largest = limits().get(name, bodies.SMALL)
        bodies.expect(largest, lambda: come_in(**values or {}))

    return expect


def keep_all(
    event: Event, by: Keeper, *, audience: Audience, form_id: str
) -> tuple[int, list[Refusal]]:
    """How many were kept, and which were not. The same form again keeps nothing twice."""
    sent = chosen()
    refused = [] if sent else [Refusal("", NOTHING_CHOSEN, 422)]
    for number, file in enumerate(sent):
        request_id = hashlib.sha256(f"{form_id}:{number}".encode()).hexdigest()[:32]
        try:
            _keep_one(event, file, by, audience, request_id)
        except (Refused, WrongState) as why:
            db.session.rollback()
            refused.append(_refusal(file, why))
    return len(sent) - len(refused) if sent else 0, refused


def keep_version(event: Event, material: Material, by: Keeper) -> Refusal | None:
    """The file that was sent instead of the present one; what is wrong with it, or None."""
    sent = chosen()
    if not sent:
        return Refusal("", NOTHING_CHOSEN, 422)
    db.session.commit()  # judging takes its time: nobody shall wait for our lock
    try:
        with scratch_file() as path:
            sent[0].save(path)
            file = keeping.keep_version(material, path, sent[0].filename or "", by=by)
    except (Refused, WrongState) as why:
        db.session.rollback()
        return _refusal(sent[0], why)
    record(event, "replace", by, material=material.id, version=file.number)
    db.session.commit()
    pictures.order(file.id)
    return None


def chosen() -> list[FileStorage]:
    """Browsers send a nameless file where none was chosen."""
    return [file for file in request.files.getlist(FIELD) if file.filename]


def _keep_one(
    event: Event, sent: FileStorage, by: Keeper, audience: Audience, request_id: str
) -> None:
    if material_with_request(event, request_id, by):
        return
    db.session.commit()  # judging takes its time: nobody shall wait for our lock
    with scratch_file() as path:
        sent.save(path)
        material, is_new = keeping.keep_new(
            event, path, sent.filename or "", audience=audience, request_id=request_id, by=by
        )
    if not is_new:  # the same form sent twice, and the other one was faster
        return
    record(event, "add", by, material=material.id)
    db.session.commit()
    pictures.order(material.files[-1].id)


def _refusal(file: FileStorage, why: Refused | WrongState) -> Refusal:
    return Refusal(shown_name(file.filename or ""), str(why), getattr(why, "code", 409))
