"""Requests that another site, another name or another proxy makes for our visitors' browsers."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import request

from app import bodies, create_app
from app.access import COOKIE
from app.accounts.models import LoginSession
from tests.conftest import SECRET
from tests.factories import PASSWORD

ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost:9999"},
    {"Origin": "null"},
    {"Origin": "http://["},
]
HERE = [
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "null"},  # of a page without Referer
    {"Origin": "http://localhost"},
]


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_a_form_of_another_site_is_refused_even_with_a_token(staff, rows, headers):
    answer = staff.post("/keluar", headers=headers)

    assert answer.status_code == 403
    assert len(rows(LoginSession)) == 1


@pytest.mark.parametrize("headers", HERE)
def test_our_own_forms_are_let_in(staff, rows, headers):
    answer = staff.post("/keluar", headers=headers)

    assert answer.status_code == 303
    assert rows(LoginSession) == []


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_nobody_is_logged_in_by_another_site(make, visitor, rows, headers):
    make.account(username="siti", password=PASSWORD)

    answer = visitor.post(
        "/masuk", data={"username": "siti", "password": PASSWORD}, headers=headers
    )

    assert answer.status_code == 403
    assert rows(LoginSession) == []


@pytest.mark.parametrize("token", [None, "", "x", "ä", "x" * 5000])
def test_without_the_right_token_nothing_happens(app, staff, rows, token):
    visitor = app.test_client()
    visitor.set_cookie(COOKIE, staff.get_cookie(COOKIE).value)
    data = {} if token is None else {"csrf_token": token}

    answer = visitor.open("/keluar", method="POST", data=data)

    assert answer.status_code == 400
    assert "Formulir ini kedaluwarsa" in answer.text
    assert len(rows(LoginSession)) == 1


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("text/plain", 400),
        ("", 400),
        ("multipart/form-data", 400),
        ("application/json", 415),
        ("application/x+json", 415),
    ],
)
def test_a_body_that_no_form_of_ours_sends_is_no_token(app, staff, rows, kind, status):
    visitor = app.test_client()
    visitor.set_cookie(COOKIE, staff.get_cookie(COOKIE).value)

    answer = visitor.open("/keluar", method="POST", data=b"csrf_token=x", content_type=kind)

    assert answer.status_code == status
    assert len(rows(LoginSession)) == 1


@pytest.mark.parametrize("more", ["", '; filename="materi.pdf"'])
def test_a_part_without_a_name_is_of_no_form_of_ours(staff, rows, more):
    part = f"--x\r\nContent-Disposition: form-data{more}\r\n\r\nx\r\n--x--\r\n"

    answer = staff.post("/keluar", data=part, content_type="multipart/form-data; boundary=x")

    assert answer.status_code == 400
    assert len(rows(LoginSession)) == 1


def test_a_link_of_another_site_may_lead_to_us(staff):
    answer = staff.get("/akun/perangkat", headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "evil.example:8000",
        "localhost@evil.example",
        "[::1",
        "[localhost]",
        "local host",
        "localhost\\.evil.example",
        "",
        "a" * 3000,
    ],
)
def test_a_forged_host_is_refused(visitor, host):
    answer = visitor.get("/masuk", headers={"Host": host})

    assert answer.status_code == 400
    assert "evil" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8123", "127.0.0.1:8000", "[::1]:8000"])
def test_our_own_names_are_answered_on_every_port(visitor, host):
    assert visitor.get("/masuk", headers={"Host": host}).status_code == 200


FORWARDED = {
    "X-Forwarded-For": "8.8.8.8",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Port": "666",
    "X-Forwarded-Prefix": "/evil",
    "Forwarded": "for=8.8.8.8;host=evil.example;proto=https",
    "X-Original-URL": "/pengaturan/akun",
    "X-HTTP-Method-Override": "DELETE",
}


def seen_by(app):
    """What the application believes about a request with forwarded headers."""

    @app.get("/cermin")
    def mirror():
        return {"address": request.remote_addr, "scheme": request.scheme, "host": request.host}

    return app.test_client().get("/cermin", headers=FORWARDED).json


def test_forwarded_headers_are_ignored_without_a_proxy(app):
    assert seen_by(app) == {"address": "127.0.0.1", "scheme": "http", "host": "localhost"}


def test_behind_a_proxy_of_ours_address_and_scheme_are_believed_but_no_host(tmp_path):
    app = create_app({"SECRET_KEY": SECRET, "DATA": str(tmp_path), "PROXIES": 1})

    assert seen_by(app) == {"address": "8.8.8.8", "scheme": "https", "host": "localhost"}


def test_only_the_last_proxy_is_believed(tmp_path):
    app = create_app({"SECRET_KEY": SECRET, "DATA": str(tmp_path), "PROXIES": 1})
    FORWARDED_TWICE = {"X-Forwarded-For": "6.6.6.6, 8.8.8.8"}

    @app.get("/cermin")
    def mirror():
        return str(request.remote_addr)

    assert app.test_client().get("/cermin", headers=FORWARDED_TWICE).text == "8.8.8.8"


def test_a_redirect_names_no_host(visitor):
    answer = visitor.get("/akun/perangkat", headers={"X-Forwarded-Host": "evil.example"})

    assert answer.location.startswith("/masuk")


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "BREW", "x" * 90])
def test_verbs_we_do_not_know_are_refused(visitor, method):
    headers = {"X-CSRFToken": visitor._csrf_token()}

    answer = visitor.open("/masuk", method=method, headers=headers)

    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_in_production_only_the_given_names_are_ours(production):
    ours = production.get("/masuk", base_url="https://balai.example.go.id")
    extra = production.get("/masuk", base_url="https://balai.lan")
    local = production.get("/masuk", base_url="http://localhost")

    assert [ours.status_code, extra.status_code, local.status_code] == [200, 200, 400]


LARGE = b"x" * (bodies.SMALL + 1)


class Unread(BytesIO):
    """A body that nobody may look at."""

    def read(self, *_size):
        raise AssertionError("it was read")

    readinto = readline = read


def send(browser, address, body):
    return browser.open(
        address,
        method="POST",
        input_stream=body,
        environ_overrides={"CONTENT_LENGTH": str(len(LARGE))},
        content_type="multipart/form-data; boundary=q",
    )


@pytest.mark.parametrize(
    ("address", "status"),
    [("/masuk", 413), ("/tidak-ada", 413), ("/kegiatan/baru", 303), ("/janji/abcdefgh", 404)],
)
def test_nobody_reads_the_large_body_of_a_stranger(visitor, address, status):
    assert send(visitor, address, Unread()).status_code == status


def test_nor_one_that_comes_with_a_session_that_is_over(staff, app, rows):
    staff.post("/akun/perangkat/semua")
    staff.set_cookie(COOKIE, "a" * 43)

    answer = send(staff, "/kegiatan/baru", Unread())

    assert (answer.status_code, answer.location) == (303, "/masuk")


def test_a_body_that_does_not_say_how_large_it_is_comes_from_no_page(visitor):
    answer = visitor.open(
        "/masuk",
        method="POST",
        input_stream=Unread(),
        headers={"Transfer-Encoding": "chunked"},
        content_type="multipart/form-data; boundary=q",
    )

    assert answer.status_code == 413


def test_who_has_an_account_sends_large_forms(staff):
    assert staff.post("/tidak-ada", data={"a": "x" * len(LARGE)}).status_code == 404
    assert staff.post("/kegiatan/baru", data={"title": "x" * len(LARGE)}).status_code == 422
