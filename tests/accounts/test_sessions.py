"""How long a browser stays logged in, and how it is logged out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.access import COOKIE
from app.accounts.models import ABSOLUTE_LIMIT, IDLE_LIMIT, LoginSession, Role
from app.audit import AuditEntry
from app.columns import now
from app.extensions import db
from tests.browser import HTMX

PAGE = "/akun/perangkat"


@pytest.fixture
def siti(make):
    return make.account(Role.STAFF, username="siti")


@pytest.fixture
def age(app):
    """Move the only session's times; negative is the future, after a clock stepped back."""

    def age(**moments):
        with app.app_context():
            session = db.session.scalars(db.select(LoginSession)).one()
            for name, delta in moments.items():
                setattr(session, name, now() - delta)
            db.session.commit()

    return age


def test_an_idle_browser_is_asked_to_log_in_again(siti, log_in, age):
    browser = log_in(siti)
    age(seen_at=IDLE_LIMIT + timedelta(minutes=1))

    answer = browser.get(PAGE)

    assert (answer.status_code, answer.location) == (303, "/masuk?next=/akun/perangkat")


def test_a_busy_browser_is_asked_again_after_the_absolute_limit(siti, log_in, age):
    browser = log_in(siti)
    age(created_at=ABSOLUTE_LIMIT + timedelta(minutes=1))

    assert browser.get(PAGE).status_code == 303


def test_working_keeps_the_session_alive(siti, log_in, age, rows):
    browser = log_in(siti)
    age(seen_at=timedelta(hours=11))

    browser.get(PAGE)

    assert now() - rows(LoginSession)[0].seen_at < timedelta(minutes=1)


def test_a_form_keeps_it_alive_without_waiting_for_itself(siti, log_in, age, rows):
    browser = log_in(siti)
    age(seen_at=timedelta(hours=11))

    browser.post("/akun/perangkat/lain")

    assert now() - rows(LoginSession)[0].seen_at < timedelta(minutes=1)


def test_a_page_read_twice_writes_once(siti, log_in, age, queries):
    browser = log_in(siti)
    age(seen_at=timedelta(hours=1))
    browser.get(PAGE)
    queries.clear()

    browser.get(PAGE)

    assert not [statement for statement in queries if statement.startswith("UPDATE")]


@pytest.mark.parametrize("step", [timedelta(hours=1), timedelta(days=1), timedelta(days=365)])
def test_a_clock_that_steps_back_logs_nobody_out(siti, log_in, age, step):
    browser = log_in(siti)
    age(created_at=-step, seen_at=-step)

    assert browser.get(PAGE).status_code == 200


def test_the_idle_limit_holds_again_after_the_clock_was_set_right(siti, log_in, age, rows):
    browser = log_in(siti)
    age(seen_at=-timedelta(days=1))

    browser.get(PAGE)

    assert rows(LoginSession)[0].seen_at <= now()


def test_logging_out_ends_the_session_on_the_server(siti, log_in, rows):
    browser = log_in(siti)
    token = browser.get_cookie(COOKIE).value

    answer = browser.post("/keluar")

    assert (answer.status_code, answer.location) == (303, "/masuk")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert browser.get_cookie(COOKIE) is None
    assert rows(LoginSession) == []
    browser.set_cookie(COOKIE, token)
    assert browser.get(PAGE).status_code == 303
    assert rows(AuditEntry)[-1].action == "account.log_out"


def test_a_link_cannot_log_anybody_out(siti, log_in, rows):
    browser = log_in(siti)

    assert browser.get("/keluar").status_code == 405
    assert len(rows(LoginSession)) == 1


def test_a_disabled_account_is_out_at_once(app, siti, log_in):
    browser = log_in(siti)
    with app.app_context():
        db.session.merge(siti).disable()
        db.session.commit()

    assert browser.get(PAGE).status_code == 303


def test_htmx_is_told_to_load_the_log_in_page_and_the_way_back_is_the_page_around(visitor):
    answer = visitor.get(
        PAGE, headers=HTMX | {"HX-Current-URL": "http://localhost/kegiatan?bulan=2"}
    )

    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/masuk?next=/kegiatan?bulan%3D2"


@pytest.mark.parametrize("address", ["", "http://[", "nonsense"])
def test_a_strange_current_address_does_no_harm(visitor, address):
    answer = visitor.get(PAGE, headers=HTMX | {"HX-Current-URL": address})

    assert answer.status_code == 204


@pytest.mark.parametrize("token", ["", "x", "ä" * 50, "a" * 3000, "\x00"])
def test_a_guessed_token_opens_nothing(visitor, token):
    visitor.set_cookie(COOKIE, token)

    assert visitor.get(PAGE).status_code == 303
