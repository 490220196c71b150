"""The browser our tests use: it sends CSRF tokens like a page and inspects what it is shown."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from flask import session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

HTMX = {"HX-Request": "true"}


class Browser(FlaskClient):
    def post(self, *args: Any, headers: Any = None, **kwargs: Any) -> TestResponse:
        headers = {"X-CSRFToken": self._csrf_token()} | (headers or {})
        return super().post(*args, headers=headers, **kwargs)

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **{"buffered": True} | kwargs)
        if response.mimetype == "text/html":
            Inspector().inspect(response.text)
        return response

    def _csrf_token(self) -> str:
        with self.application.test_request_context():
            token = generate_csrf()
            secret = session["csrf_token"]
        with self.session_transaction() as mine:
            mine["csrf_token"] = secret
        return token


class Inspector(HTMLParser):
    """Fails on markup that breaks a rule of the house, whichever test happens to load it."""

    def inspect(self, html: str) -> None:
        self.ids: list[str] = []
        self.headings = 0
        self.title = ""
        self.in_title = False
        self.unprotected: dict[str, Any] | None = None
        self.feed(html)
        assert len(self.ids) == len(set(self.ids)), f"An id occurs twice: {sorted(self.ids)}"
        if "<html" in html:
            assert self.headings == 1, "A page has exactly one h1."
            assert self.title.strip(), "A page has a title."

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        attrs = dict(attributes)
        self.ids += [attrs["id"]] if "id" in attrs else []
        self.headings += tag == "h1"
        self.in_title = tag == "title"
        assert "style" not in attrs, f"Inline style on <{tag}>: our CSP forbids it."
        assert not any(name.startswith(("on", "hx-on")) for name in attrs), f"Script on <{tag}>."
        if {"hx-get", "hx-post"} & attrs.keys():
            assert {"hx-target", "hx-swap"} <= attrs.keys(), f"<{tag}> relies on inherited htmx."
        if "hx-post" in attrs:
            assert attrs.get("action") == attrs["hx-post"], f"<{tag}> does nothing without htmx."
        if tag == "form":
            self.unprotected = attrs if attrs.get("method") == "post" else None
        if attrs.get("name") in {"csrf_token", "pas"}:  # app.attendees.late: worth one form
            self.unprotected = None if attrs.get("value") else self.unprotected

    def handle_data(self, data: str) -> None:
        self.title += data if self.in_title else ""

    def handle_endtag(self, tag: str) -> None:
        self.in_title = False
        assert tag != "form" or self.unprotected is None, f"No CSRF token in {self.unprotected}"
