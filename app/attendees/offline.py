"""What a phone keeps of Balai to open without a line: one page, and the worker that shows it.

The worker (static/js/sw.js) runs where browsers allow it: over HTTPS, or on this machine. Over
plain HTTP everything else does the same without it.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache

from flask import current_app, render_template
from werkzeug.wrappers import Response

from app.access import public
from app.assets import FOLDER, asset
from app.attendees.way import bp
from app.web import render

NEEDED = ("css/app.css", "icon.svg", "js/waiting.js")


@bp.get("/luring")
@public
def offline() -> Response:
    """Shown in place of a page that cannot be fetched; the same for everybody."""
    return render("attendees/hall/offline.html")


@bp.get("/sw.js")
@public
def worker() -> Response:
    return current_app.response_class(_worker(), mimetype="text/javascript")


@cache
def _worker() -> str:
    """It changes when anything that it keeps does: browsers then take the new one by themselves."""
    needed = [asset(name) for name in NEEDED]
    page = render_template("attendees/hall/offline.html")
    told = {
        "version": hashlib.sha256(page.encode()).hexdigest()[:10],
        "page": "/luring",
        "assets": needed,
        "waiting": asset("js/waiting.js"),
    }
    return f"const BALAI = {json.dumps(told)};\n{(FOLDER / 'js' / 'sw.js').read_text()}"
