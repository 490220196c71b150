from __future__ import annotations

from werkzeug.wrappers import Response

from app import files
from app.materials.models import MaterialFile


def send(file: MaterialFile, *, inline: bool = False) -> Response:
    return Response(files.chunks(file.stored_as), mimetype=file.kind.mimetype)
