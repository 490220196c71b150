from __future__ import annotations

import time
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from app.access import COOKIE
from app.accounts import models
from app.accounts.models import ABSOLUTE_LIMIT, Account, LoginSession, Role, hash_token
from app.audit import AuditEntry
from app.columns import now
from app.extensions import db
from tests.factories import PASSWORD

WRONG = "Nama pengguna atau kata sandi tidak cocok."


@pytest.fixture
def siti(make):
    return make.account(Role.STAFF, username="siti", password=PASSWORD)


@pytest.fixture
def try_to_log_in(visitor):
    def attempt(username="siti", password="salah sama sekali", **more):
        return visitor.post("/masuk", data={"username": username, "password": password}, **more)

    return attempt


def test_somebody_with_the_right_password_comes_in(siti, try_to_log_in, visitor, rows):
    answer = try_to_log_in("  Siti ", PASSWORD)

    assert (answer.status_code, answer.location) == (303, "/")
    assert visitor.get("/akun/perangkat").status_code == 200
    assert [(entry.action, entry.actor) for entry in rows(AuditEntry)] == [
        ("account.log_in", "siti")
    ]


def test_wrong_password_unknown_name_and_disabled_account_get_the_same_words(
    siti, make, try_to_log_in
):
    make.account(username="budi", password=PASSWORD, disabled_at=now())

    pages = [
        try_to_log_in("siti", "salah"),
        try_to_log_in("tidakada", "salah"),
        try_to_log_in("budi", PASSWORD),
    ]

    assert [page.status_code for page in pages] == [422, 422, 422]
    assert all(WRONG in page.text for page in pages)
    lengths = {len(page.text) - len(name) for page, name in zip(pages, NAMES, strict=True)}
    assert len(lengths) == 1


NAMES = ("siti", "tidakada", "budi")


@pytest.fixture
def slow_passwords(monkeypatch):
    """An Argon2 that takes as long as a whole request, so that leaving it out would show."""
    slow = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1)
    monkeypatch.setattr(models, "_hasher", slow)
    models._nobody.cache_clear()
    yield
    models._nobody.cache_clear()


def test_they_take_the_same_time(slow_passwords, app, make, try_to_log_in):
    make.account(username="siti", password="slow for this test")
    make.account(username="budi", password="slow for this test", disabled_at=now())
    fastest = dict.fromkeys(NAMES, 99.0)

    def differ():
        return max(fastest.values()) >= 1.35 * min(fastest.values())

    tries = 0
    while tries < 5 or differ() and tries < 40:  # the fastest of each is what it costs
        tries += 1
        for name in NAMES:
            app.extensions["throttle"].storage.reset()
            begun = time.process_time()  # not on the wall: machines are busy
            try_to_log_in(name, "salah sama sekali")
            fastest[name] = min(fastest[name], time.process_time() - begun)

    assert not differ()


def test_what_was_typed_comes_back_but_never_the_password(siti, try_to_log_in):
    page = try_to_log_in("siti", "rahasia sekali")

    assert 'value="siti"' in page.text
    assert "rahasia sekali" not in page.text


def test_empty_fields_are_pointed_out(try_to_log_in):
    page = try_to_log_in("", "")

    assert page.status_code == 422
    assert page.text.count("Kolom ini wajib diisi.") == 2


def test_a_failed_try_is_written_down_but_only_names_that_exist(siti, try_to_log_in, rows):
    try_to_log_in("siti")
    try_to_log_in("kata sandi saya di kolom yang salah")

    entries = [(entry.action, entry.subject) for entry in rows(AuditEntry)]

    assert entries == [("account.log_in_failed", "siti"), ("account.log_in_failed", "")]


@pytest.mark.parametrize(
    ("asked", "reached"),
    [
        ("/kegiatan/abc?bulan=2", "/kegiatan/abc?bulan=2"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("kegiatan", "/"),
        ("/a\r\nSet-Cookie: x=1", "/"),
    ],
)
def test_after_the_log_in_nobody_leaves_the_house(siti, visitor, asked, reached):
    data = {"username": "siti", "password": PASSWORD}

    answer = visitor.post("/masuk", query_string={"next": asked}, data=data)
    by_htmx = visitor.post(
        "/masuk", query_string={"next": asked}, data=data, headers={"HX-Request": "true"}
    )

    assert answer.location == reached
    assert by_htmx.headers["HX-Redirect"] == reached


def test_the_server_makes_the_token_and_keeps_only_its_hash(siti, try_to_log_in, visitor, rows):
    visitor.set_cookie(COOKIE, "planted-by-somebody-else")

    answer = try_to_log_in("siti", PASSWORD)

    token = visitor.get_cookie(COOKIE)
    assert token.value != "planted-by-somebody-else"
    assert [row.token_hash for row in rows(LoginSession)] == [hash_token(token.value)]
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith(COOKIE))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_logging_in_again_replaces_the_session(siti, make, try_to_log_in, visitor, rows):
    make.account(username="budi", password=PASSWORD)
    try_to_log_in("siti", PASSWORD)
    old = visitor.get_cookie(COOKIE).value

    try_to_log_in("budi", PASSWORD)

    assert len(rows(LoginSession)) == 1
    visitor.set_cookie(COOKIE, old)
    assert visitor.get("/akun/perangkat").status_code == 303


def test_the_page_says_who_is_logged_in_already(staff):
    page = staff.get("/masuk")

    assert "Di peramban ini sudah masuk" in page.text


def test_long_gone_sessions_are_swept_and_fresh_ones_stay(app, siti, try_to_log_in, rows):
    ages = {"old": ABSOLUTE_LIMIT + timedelta(days=15), "fresh": timedelta(hours=1)}
    with app.app_context():
        for name, age in ages.items():
            moment = now() - age
            db.session.add(
                LoginSession(token_hash=name, account_id=siti.id, created_at=moment, seen_at=moment)
            )
        db.session.commit()

    try_to_log_in("siti", PASSWORD)

    hashes = {row.token_hash for row in rows(LoginSession)}
    assert "fresh" in hashes
    assert "old" not in hashes


def test_an_old_hash_is_brought_up_to_date(app, siti, try_to_log_in, reload):
    with app.app_context():
        weak = PasswordHasher(time_cost=1, memory_cost=32, parallelism=1).hash(PASSWORD)
        db.session.get(Account, siti.id).password_hash = weak
        db.session.commit()

    try_to_log_in("siti", PASSWORD)

    assert reload(siti).password_hash != weak
