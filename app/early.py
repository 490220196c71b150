"""304 before Flask has begun: with 500 phones in a hall, what Flask costs is most of what it costs.

Only for addresses that are polled, only where the mark is ours and made for this very reader, and
only while memory knows the number (app.live). Everything else goes on to Flask. Such an answer has
no body and leaves no line in the log: a hall would write a hundred a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from flask import Flask
from flask.sansio.app import App
from werkzeug.sansio.http import parse_cookie

from app.headers import HEADERS, LASTING, NEVER_KEPT
from app.live import Versions


class Early:
    def __init__(self, app: Flask) -> None:
        self.answer = app.wsgi_app
        self.versions: Versions = app.extensions["live"]
        self.polled: list[tuple[re.Pattern[str], str]] = []
        lasting = LASTING if app.config["PRODUCTION"] else {}
        self.headers = list((HEADERS | lasting | NEVER_KEPT).items())

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        shown = environ.get("HTTP_IF_NONE_MATCH", "")
        if shown and environ["REQUEST_METHOD"] == "GET" and self._is_unchanged(environ, shown):
            start("304 NOT MODIFIED", [*self.headers, ("ETag", shown)])
            return []
        return self.answer(environ, start)

    def _is_unchanged(self, environ: dict[str, Any], shown: str) -> bool:
        for address, cookie in self.polled:
            if found := address.fullmatch(environ.get("PATH_INFO", "")):
                version = self.versions.get(found[1])
                reader = parse_cookie(environ.get("HTTP_COOKIE", "")).get(cookie, "")
                known = self.versions.version_in(shown, found[1], (reader,))
                return version is not None and version == known
        return False


def init_app(app: Flask) -> None:
    app.extensions["early"] = app.wsgi_app = Early(app)  # type: ignore[method-assign, assignment]


def polled(app: App, address: str, cookie: str) -> None:
    """Phones ask for this address again and again; the code in it names the kegiatan."""
    pattern = re.compile(address.replace("<code>", "([a-z0-9]{1,12})"))
    app.extensions["early"].polled.append((pattern, cookie))
