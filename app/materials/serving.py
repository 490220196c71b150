"""Files on their way out: streamed, resumable, and never opened by the browser as a page of ours.

The answer reads from app.files while it is sent, when the request's database connection is back
in the pool: a slow phone holds nothing but its thread. Few of our threads may be held that way,
the others answer everybody. (Behind nginx, which takes files at once, it is never for long.)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from threading import Lock
from urllib.parse import quote

from flask import Response, current_app, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable, ServiceUnavailable

from app import files
from app.materials.models import MaterialFile
from app.throttle import network_of

RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
WITHOUT_NAME = "berkas"
AT_ONCE = 18  # threads that may be sending files; app.slow_bodies counts the others
OF_ONE_ADDRESS = 9  # of them, where phones have an address each: one never keeps all others waiting
LETTERS_OF_NAMES = "!#$&+-.^_`|~"  # that RFC 8187 lets stand as they are

_sending: dict[object, str] = {}  # to whom
_counting = Lock()


def send(file: MaterialFile, *, inline: bool = False) -> Response:
    """A file, or the part of it that the browser has asked for. Raises Gone."""
    return send_stored(
        file.stored_as, file.size, file.kind.mimetype, file.name, file.sha256, inline=inline
    )


def send_stored(
    stored_as: str, size: int, mimetype: str, name: str, etag: str, *, inline: bool = False
) -> Response:
    """The same for bytes that belong to no material. `etag` is the SHA-256 of the bytes."""
    if request.if_none_match.contains_weak(etag):
        response = Response(status=304)
        response.set_etag(etag)
        return response
    part = _part_asked_for(size, etag)
    start, stop = part or (0, size)
    if request.method == "HEAD":
        files.size(stored_as)  # is it there?
    body = files.chunks(stored_as, start, stop) if request.method == "GET" else ()
    response = streamed(body, stop - start, mimetype, disposition(name, inline=inline))
    response.set_etag(etag)
    response.headers["Accept-Ranges"] = "bytes"
    if part is not None:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    return response


def _part_asked_for(size: int, etag: str) -> tuple[int, int] | None:
    """First byte and the one after the last; None: all of it, as for whatever we do not know.

    Raises RequestedRangeNotSatisfiable.
    """
    known = request.headers.get("If-Range", f'"{etag}"') == f'"{etag}"'
    found = RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if request.method != "GET" or not known or not found or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        start, stop = max(size - int(last), 0), size
    else:
        start, stop = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return None
    if start >= size:
        raise RequestedRangeNotSatisfiable(length=size)
    return start, stop


def streamed(body: Iterable[bytes], length: int, mimetype: str, disposition: str) -> Response:
    """Bytes of somebody else's making: whatever they are, they are no page and run nothing.

    Raises ServiceUnavailable when too many are being sent.
    """
    response = Response(Sent(body), mimetype=mimetype, direct_passthrough=True)
    response.content_length = length
    response.headers["Content-Disposition"] = disposition
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


class Sent:
    """Bytes on their way, counted from the moment that they are promised to somebody.

    Also those that are never read to their end are counted out, when they are closed or forgotten.
    Raises ServiceUnavailable when too many are being sent.
    """

    def __init__(self, body: Iterable[bytes]) -> None:
        self.body, self.me = iter(body), object()
        whose = _receiver()
        with _counting:
            mine = list(_sending.values()).count(whose) if whose else 0
            if len(_sending) >= AT_ONCE or mine >= OF_ONE_ADDRESS:
                raise ServiceUnavailable
            _sending[self.me] = whose

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        return next(self.body)

    def close(self) -> None:
        _sending.pop(self.me, None)

    __del__ = close


def _receiver() -> str:
    """Whose place is taken; "" behind a proxy, which takes files at once, for a whole hall."""
    return "" if current_app.config["PROXIES"] else network_of(request.remote_addr)


def disposition(name: str, *, inline: bool = False) -> str:
    """RFC 6266: a plain name for old browsers, the real one for all others."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^\w .()\[\]-]", "_", plain).strip()
    if not plain or plain.startswith("."):
        plain = WITHOUT_NAME + plain
    real = quote(name.encode("utf-8", "replace"), safe=LETTERS_OF_NAMES)
    way = "inline" if inline else "attachment"
    return f"{way}; filename=\"{plain}\"; filename*=UTF-8''{real}"
