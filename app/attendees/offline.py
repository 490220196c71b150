"""What a browser keeps of Balai to open without a line: one page, and the worker that shows it.

A phone, a kiosk and a desk each have a page and a worker of their own. The worker (static/js/sw.js)
runs where browsers allow it: over HTTPS, or on this machine. Over plain HTTP everything else does
the same without it, as long as the page stays open.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import NamedTuple

from flask import abort, current_app, render_template, request
from werkzeug.wrappers import Response

from app.access import public
from app.assets import FOLDER, asset
from app.attendees.way import bp
from app.web import render


class Shell(NamedTuple):
    """What stands in for the pages of one kind of device."""

    page: str
    template: str
    scripts: tuple[str, ...]
    sends: str = ""  # the script with which the worker itself sends what waits


PAD = ("vendor/signature_pad-5.1.4.umd.min.js", "js/signature.js")
OFFICE = ("js/office.js", "js/office_pages.js", "js/office_card.js")
SHELLS = {
    "hp": Shell("/luring", "offline", ("js/waiting.js",), "js/waiting.js"),
    "kios": Shell("/luring/kios", "offline_kiosk", (*PAD, *OFFICE, "js/kiosk.js")),
    "meja": Shell("/luring/meja", "offline_desk", (*OFFICE, "js/desk_late.js")),
}


@bp.get("/luring")
@public
def offline() -> Response:
    """Shown in place of a page that cannot be fetched; the same for everybody."""
    return render(_template(SHELLS["hp"]))


@bp.get("/luring/<kind>")
@public
def offline_office(kind: str) -> Response:
    """The same for a kiosk, and for a desk; what it shows comes out of the browser itself."""
    return render(_template(SHELLS.get(kind) or abort(404)))


@bp.get("/sw.js")
@public
def worker() -> Response:
    kind = request.args.get("untuk", "hp")
    if kind not in SHELLS:
        abort(404)
    return current_app.response_class(_worker(kind), mimetype="text/javascript")


@cache
def _worker(kind: str) -> str:
    """It changes when anything that it keeps does: browsers then take the new one by themselves."""
    shell = SHELLS[kind]
    page = render_template(_template(shell))
    told = {
        "kind": kind,
        "version": hashlib.sha256(page.encode()).hexdigest()[:10],
        "page": shell.page,
        "assets": [asset(name) for name in ("css/app.css", "icon.svg", *shell.scripts)],
        "waiting": asset(shell.sends) if shell.sends else "",
    }
    return f"const BALAI = {json.dumps(told)};\n{(FOLDER / 'js' / 'sw.js').read_text()}"


def _template(shell: Shell) -> str:
    return f"attendees/hall/{shell.template}.html"
