"""What is left out of Flask changes nothing that a browser can see."""

from __future__ import annotations

import pytest
from flask import request, session, url_for
from werkzeug.routing import BuildError

from app.access import public


@pytest.fixture
def pages(app):
    views = {
        "/ingat": lambda: session.setdefault("word", "satu"),
        "/baca": lambda: session.get("word", "tidak ada"),
        "/lupa": lambda: str(session.clear()),
        "/diam": lambda: "-",
        "/kue": lambda: dict(request.cookies),
    }
    for address, view in views.items():
        app.add_url_rule(address, endpoint=address, view_func=public(view))


def test_a_session_is_remembered_and_forgotten(app, pages):
    browser = app.test_client()

    browser.get("/ingat")
    assert browser.get("/baca").text == "satu"
    assert "Set-Cookie" not in browser.get("/diam").headers
    assert browser.get("/baca").text == "satu"
    browser.get("/lupa")

    assert browser.get("/baca").text == "tidak ada"


def test_a_session_signed_by_another_is_none(app, pages):
    browser = app.test_client()
    browser.get("/ingat")
    name = app.config["SESSION_COOKIE_NAME"]
    forged = browser.get_cookie(name).value[:-1] + "~"

    browser.set_cookie(name, forged)

    assert browser.get("/baca").text == "tidak ada"


def test_cookies_are_read_as_browsers_send_them(app, pages):
    browser = app.test_client(use_cookies=False)

    read = browser.get("/kue", headers={"Cookie": 'satu=1; dua="2; 3"; tiga=; satu=4; \xff=x'}).json

    assert read["satu"] == "1"
    assert read["tiga"] == ""
    assert browser.get("/kue").json == {}


def test_an_address_is_remembered_for_one_root_alone(app):
    with app.test_request_context("/"):
        assert url_for("hall.enter", code="abc") == "/h/abc"
    with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": "/balai"}):
        assert url_for("hall.enter", code="abc") == "/balai/h/abc"


def test_each_value_has_its_own_address(app):
    with app.test_request_context("/"):
        assert url_for("hall.enter", code="abc", lagi=1) == "/h/abc?lagi=1"
        assert url_for("hall.enter", code="abc", lagi=True) == "/h/abc?lagi=True"
        assert url_for("hall.enter", code="abc", lagi=None) == "/h/abc"
        assert url_for("hall.enter", code="abc", _anchor="q-1") == "/h/abc#q-1"
        assert url_for("hall.enter", code="abc", _external=True) == "http://localhost/h/abc"
        with pytest.raises(BuildError):
            url_for("hall.nowhere", code="abc")


def test_what_visitors_type_is_not_kept_in_memory(app):
    with app.test_request_context("/"):
        url_for("accounts.log_in", next="/" + "x" * 100)

    assert app._known_address.cache_info().currsize == 0
