"""How we answer: a whole page to a browser, a fragment of it to htmx."""

from __future__ import annotations

import gzip
from collections.abc import Hashable
from functools import lru_cache
from io import BytesIO
from typing import Any
from urllib.parse import SplitResult, urlsplit

from flask import current_app, redirect, render_template, send_file, session, url_for
from htmx_flask import make_response, request
from werkzeug.http import parse_accept_header
from werkzeug.wrappers import Response

from app import here

SAFE = {"GET", "HEAD", "OPTIONS"}  # methods that change nothing
SMALL = 600  # bytes; below this gzip saves nothing on the wire
WAITING = "balai_menunggu"  # a cookie of our own script: it opens nothing, any name does
GZIP_LEVEL = 4  # 6 takes half as much time again and saves two bytes in a hundred


def wants_fragment() -> bool:
    """True when htmx will swap our answer into a page that is already there.

    A boosted link and a history restore replace the whole page: they get the page.
    """
    asked = here.asked().htmx
    return bool(asked) and not (asked.boosted or asked.history_restore_request)


def render(
    page: str, *, fragment: str | None = None, status: int = 200, **context: Any
) -> Response:
    """Render the fragment for htmx and the page for everybody else."""
    if fragment and wants_fragment():
        html = render_template(fragment, **context)
        if "_flashes" in session:
            html += render_template("_alerts.html", oob=True)
    else:
        html = render_template(page, **context)
    return current_app.response_class(html, status, mimetype="text/html")


def render_alike(page: str, **context: Hashable) -> Response:
    """A page that many are shown word for word: made once, for as long as its context is the same.

    Nothing else may stand in it: no token, no account, nothing of a request.
    """
    body, packed = _alike(page, **context)
    if not takes_gzip(request.headers.get("Accept-Encoding", "")):
        return current_app.response_class(body, mimetype="text/html")
    headers = {"Content-Encoding": "gzip"}
    return current_app.response_class(packed, headers=headers, mimetype="text/html")


@lru_cache(maxsize=256)
def _alike(page: str, **context: Hashable) -> tuple[bytes, bytes]:
    body = render_template(page, **context).encode()
    return body, pack(body)


def see_other(endpoint: str, **values: Any) -> Response:
    """Send the browser to another page, also when it was htmx that asked."""
    return see_address(url_for(endpoint, **values))


def see_address(address: str) -> Response:
    """The same for an address of ours that is already known.

    htmx follows a 303 silently and would swap the new page into the old target,
    so it is told to navigate instead.
    """
    if wants_fragment():
        told = {"HX-Redirect": address}
        return here.app().response_class(status=204, headers=told, mimetype="text/html")
    return redirect(address, 303)


def hand_over(content: bytes, mimetype: str, name: str) -> Response:
    """A file to be kept, under this name and the ending of the address that was asked for."""
    named = f"{name}.{ending()}"
    return send_file(BytesIO(content), mimetype=mimetype, as_attachment=True, download_name=named)


def ending() -> str:
    """`xlsx` where `…/unduh.xlsx` was asked for."""
    return request.path.rpartition(".")[2]


def local_path(address: str | None) -> str | None:
    """The address if it stays in this house, else None: never a door to another site."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return None
    clean = all(" " < char < "\x7f" and char != "\\" for char in address)
    return address if clean else None


def leave_nothing(response: Response) -> None:
    """Tell the browser to forget what pages have kept, on a shared computer.

    Except where records of the office wait in it for a line (static/js/office.js says so): these
    would be lost.
    """
    waits = request.cookies.get(WAITING) == "1"
    response.headers["Clear-Site-Data"] = '"cache"' if waits else '"cache", "storage"'


def split_address(address: str) -> SplitResult:
    """The parts of an address; no parts at all where it is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def unchanged(etag: str) -> Response | None:
    """304 when the browser already holds this version, else None."""
    if request.if_none_match.contains_weak(etag):
        response = make_response("", 304)
        response.set_etag(etag, weak=True)
        return response
    return None


@lru_cache(maxsize=64)
def takes_gzip(accept_encoding: str) -> bool:
    """What browsers say here hardly differs: it is read once."""
    return parse_accept_header(accept_encoding)["gzip"] > 0


def pack(body: bytes) -> bytes:
    return gzip.compress(body, GZIP_LEVEL, mtime=0)


def compress(response: Response) -> Response:
    """Gzip texts; a village phone pays for every byte."""
    if (
        response.direct_passthrough
        or response.is_streamed
        or response.status_code in {204, 304}
        or not (response.content_type or "").startswith(("text/", "application/json"))
        or "Content-Encoding" in response.headers
    ):
        return response
    wanted = request.headers.get("Accept-Encoding", "")
    if takes_gzip(wanted) and len(body := response.get_data()) > SMALL:
        response.set_data(pack(body))
        response.headers["Content-Encoding"] = "gzip"
    return response
