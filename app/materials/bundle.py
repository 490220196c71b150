from __future__ import annotations

from collections.abc import Iterable

from werkzeug.wrappers import Response

from app.materials.models import MaterialFile


def zip_of(files: Iterable[MaterialFile]) -> Response:
    return Response(",".join(file.name for file in files), mimetype="application/zip")
