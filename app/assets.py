"""Static files: compressed beforehand, kept by browsers for a year, fresh after each change."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, render_template, url_for
from markupsafe import Markup
from whitenoise import WhiteNoise

from app.config import ROOT
from app.headers import HEADERS

FOLDER = ROOT / "static"
A_YEAR = 365 * 24 * 3600  # seconds


@cache
def asset(name: str) -> str:
    """The address of a static file with a mark of its content, so that caches never lie."""
    mark = hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:10]
    return url_for("static", filename=name, v=mark)


@cache
def head() -> Markup:
    """The head that all pages share. It changes only with the program, so it is rendered once."""
    return Markup(render_template("_head.html"))


class StaticFiles(WhiteNoise):
    """Serves files to readers; whatever else is asked goes on to Flask, which refuses it."""

    def __call__(self, environ: Any, start_response: Any) -> Any:
        if environ["REQUEST_METHOD"] in {"GET", "HEAD"}:
            return super().__call__(environ, start_response)
        return self.application(environ, start_response)


def init_app(app: Flask) -> None:
    app.wsgi_app = StaticFiles(  # type: ignore[method-assign]
        app.wsgi_app,
        root=FOLDER,
        prefix="static/",
        max_age=A_YEAR,
        allow_all_origins=False,
        add_headers_function=_harden,
    )
    app.jinja_env.globals |= {"asset": asset, "head": head}


def _harden(headers: Any, _path: Path, _url: str) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
