"""A file that proves what a note says: checked like any upload, gone again if the note fails."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import abort
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from app import files
from app.followups.models import Note
from app.materials import scanner
from app.materials.inspecting import inspect
from app.materials.names import shown_name
from app.materials.serving import send_stored

Columns = dict[str, Any]


@contextmanager
def kept(sent: FileStorage | None) -> Iterator[Columns]:
    """The file as columns of a note; none where nothing was sent. Raises Refused.

    File first, row after: a row always has its file, and a failure leaves neither.
    """
    if not sent or not sent.filename:
        yield {}
        return
    columns = _store(sent, shown_name(sent.filename))
    try:
        yield columns
    except BaseException:
        files.remove(columns["stored_as"])
        raise


def _store(sent: FileStorage, name: str) -> Columns:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sent"
        sent.save(path)
        kind = inspect(path, name)
        scan = scanner.scan(path)
        return {
            "stored_as": files.store_file(path),
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
