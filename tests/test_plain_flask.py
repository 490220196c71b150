"""What is left out of Flask changes nothing that a browser can see."""

from __future__ import annotations

import pytest
from flask import request, session, url_for
from werkzeug.routing import BuildError

from app.access import public
from app.extensions import csrf
from app.plain_flask import SHORT, _rule


@pytest.fixture
def pages(app):
    views = {
        "/ingat": lambda: session.setdefault("word", "satu"),
        "/baca": lambda: session.get("word", "tidak ada"),
        "/lupa": lambda: str(session.clear()),
        "/diam": lambda: "-",
        "/kue": lambda: dict(request.cookies),
        "/nomor/<int:nomor>": lambda nomor: str(request.view_args.pop("nomor")),
        "/isian": lambda: request.form.to_dict(flat=False),
        "/isian/satu": lambda: repr(request.form.get("satu", "-", type=int)),
    }
    for address, view in views.items():
        app.add_url_rule(
            address,
            endpoint=address,
            view_func=csrf.exempt(public(view)),
            methods=["POST" if address.startswith("/isian") else "GET"],
        )


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


def test_a_page_is_found_again_by_its_address_and_method(app, pages):
    browser = app.test_client()

    assert [browser.get(f"/nomor/{n}").text for n in (7, 8, 7)] == ["7", "8", "7"]
    assert browser.post("/nomor/7").status_code == 405
    assert browser.get("/nomor/tujuh").status_code == 404
    assert browser.get("/nomor/7", headers={"Host": "lain.example"}).status_code == 400
    assert browser.get("/nomor/7", headers={"Host": "[lain"}).status_code == 400


def test_a_crooked_address_leads_to_the_straight_one_of_this_very_house(app, pages):
    answer = app.test_client().get("/nomor//7?a=%C3%A9&b=1", base_url="http://127.0.0.1:8000")

    assert answer.status_code == 308
    assert answer.location == "http://127.0.0.1:8000/nomor/7?a=%C3%A9&b=1"


def test_a_house_below_an_address_with_an_accent_is_named_as_it_is(app, pages):
    prefix = "/bälai".encode().decode("latin-1")  # as WSGI hands it over

    answer = app.test_client().get("/nomor//7", environ_overrides={"SCRIPT_NAME": prefix})

    assert answer.location == "http://localhost/b%C3%A4lai/nomor/7"


def test_long_addresses_and_strange_ones_are_not_kept_in_memory(app, pages):
    _rule.cache_clear()

    app.test_client().get("/nomor/" + "7" * SHORT)
    app.test_client().get("/nowhere")

    assert _rule.cache_info().currsize == 0


def test_a_form_is_read_as_browsers_write_it(app, pages):
    def sent(body, kind="application/x-www-form-urlencoded"):
        return app.test_client().post("/isian", data=body, content_type=kind).json

    assert sent("a=1%2C2+3%3B4%2c5&b=&a=%26%3D%25&c=%2526%252C") == {
        "a": ["1,2 3;4,5", "&=%"],
        "b": [""],
        "c": ["%26%2C"],
    }
    assert sent(b"a=\xff") == {}
    assert sent("a=%FF") == {"a": ["%FF"]}
    assert sent("a=1", kind="text/plain") == {}


def test_a_field_that_was_not_sent_or_is_no_number_is_its_default(app, pages):
    def told(**sent):
        return app.test_client().post("/isian/satu", data=sent).text

    assert (told(), told(satu="x"), told(satu="3")) == ("'-'", "'-'", "3")
