"""Headers that every answer carries, whatever went wrong before it."""

from __future__ import annotations

import pytest

from app.accounts.models import Role

ALWAYS = {
    "Server": "Balai",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture
def broken(app):
    """A page with a mistake of ours."""
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.get("/rusak")
    def rusak():
        raise RuntimeError("our mistake")


ANSWERS = [
    ("GET", "/masuk", 200),
    ("POST", "/masuk", 422),
    ("GET", "/akun/perangkat", 303),
    ("GET", "/tidak/ada", 404),
    ("GET", "/static/tidak-ada.css", 404),
    ("GET", "/keluar", 405),
    ("TRACE", "/masuk", 405),
    ("GET", "/rusak", 500),
    ("GET", "/sehat", 200),
    ("GET", "/static/css/app.css", 200),
    ("GET", "/static/vendor/htmx-2.0.11.min.js", 200),
    ("POST", "/static/css/app.css", 405),
    ("OPTIONS", "/masuk", 200),
]


@pytest.mark.parametrize(("method", "address", "status"), ANSWERS)
def test_every_answer_is_hardened(app, broken, visitor, method, address, status):
    headers = {"X-CSRFToken": visitor._csrf_token()}

    answer = visitor.open(address, method=method, headers=headers)

    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS


@pytest.mark.parametrize(("method", "address", "status"), ANSWERS)
def test_the_content_policy_allows_nothing_unsafe(app, broken, visitor, method, address, status):
    headers = {"X-CSRFToken": visitor._csrf_token()}

    policy = visitor.open(address, method=method, headers=headers).headers[
        "Content-Security-Policy"
    ]

    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert rules["form-action"] == "'self'"
    assert "unsafe" not in policy
    assert "*" not in policy


@pytest.mark.parametrize("address", ["/masuk", "/akun/perangkat", "/tidak/ada", "/rusak"])
def test_no_cache_keeps_a_page(broken, visitor, address):
    answer = visitor.get(address)

    assert answer.headers["Cache-Control"] == "no-store"
    assert {"Cookie", "HX-Request"} <= set(answer.vary)


def test_a_view_may_say_its_own_policy_but_never_that_a_page_is_kept(app, visitor):
    own = {"content-security-policy": "sandbox", "cache-control": "max-age=9", "Vary": "Accept"}
    app.add_url_rule("/sendiri", view_func=lambda: ("-", own))

    headers = visitor.get("/sendiri").headers

    assert headers.getlist("Content-Security-Policy") == ["sandbox"]
    assert headers.getlist("Cache-Control") == ["no-store"]
    assert headers.getlist("Vary") == ["Accept-Encoding, Cookie, HX-Request"]


def test_static_files_are_kept_for_a_year(visitor):
    answer = visitor.get("/static/css/app.css")

    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers


def test_a_page_hands_no_cookie_to_scripts(visitor):
    answer = visitor.get("/masuk")

    for cookie in answer.headers.getlist("Set-Cookie"):
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


def test_no_page_runs_inline_scripts_or_loads_from_elsewhere(make, log_in):
    admin = log_in(make.account(Role.ADMIN))

    for address in ("/masuk", "/akun/kata-sandi", "/akun/perangkat", "/pengaturan/akun"):
        text = admin.get(address).text
        assert "<script>" not in text
        assert "<style" not in text
        assert 'src="http' not in text
        assert 'src="//' not in text


@pytest.mark.parametrize(
    "address",
    ["/.git/config", "/.env", "/data/balai.sqlite", "/balai.sqlite", "/console", "/wsgi.py"]
    + ["/static/../wsgi.py", "/static/%2e%2e/wsgi.py", "/static/..%2fwsgi.py"],
)
def test_what_lies_beside_the_application_is_not_served(visitor, address):
    answer = visitor.get(address)

    assert answer.status_code == 404
    assert "import" not in answer.text
    assert "Werkzeug" not in answer.text


def test_in_production_cookies_and_connections_are_encrypted(production):
    answer = production.get("/masuk", base_url="https://balai.example.go.id")

    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert all("Secure" in cookie for cookie in answer.headers.getlist("Set-Cookie"))
