"""A stand-in: hands out a stored file as an attachment."""

from __future__ import annotations

from urllib.parse import quote

from werkzeug.wrappers import Response

from app import files


def send_stored(stored_as: str, size: int, mimetype: str, name: str, etag: str) -> Response:
    response = Response(files.read(stored_as), mimetype=mimetype)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.set_etag(etag)
    return response
