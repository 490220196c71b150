"""A file that proves what a note says: checked like any upload, gone again if the note fails."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from flask import abort
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from app import files
from app.followups.models import Note
from app.materials import scanner
from app.materials.inspecting import inspect
from app.materials.names import shown_name
from app.materials.scratch import scratch_file
from app.materials.serving import send_stored
from app.materials.undo import remove_unless_committed


def keep(sent: FileStorage | None) -> dict[str, Any]:
    """The file as columns of a note; none where nothing was sent. Raises Refused.

    File first, row after: a row always has its file. Call it while no transaction is open.
    """
    if not sent or not sent.filename:
        return {}
    with scratch_file() as path:
        sent.save(path)
        return _store(path, shown_name(sent.filename))


def _store(path: Path, name: str) -> dict[str, Any]:
    kind = inspect(path, name)
    scan = scanner.scan(path)
    stored_as = files.store_file(path)
    remove_unless_committed(stored_as)
    return {
        "stored_as": stored_as,
        "file_name": name,
        "extension": kind.extension,
        "size": path.stat().st_size,
        "scan": scan,
    }


def send(note: Note) -> Response:
    if not (note.stored_as and note.kind):
        abort(404)
    mark = hashlib.sha256(note.stored_as.encode()).hexdigest()  # its bytes never change
    mimetype, name = note.kind.mimetype, note.file_name or ""
    return send_stored(note.stored_as, note.size or 0, mimetype, name, mark)
