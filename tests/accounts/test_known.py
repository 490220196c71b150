"""Somebody who guesses passwords on purpose keeps nobody out of a browser they know."""

from __future__ import annotations

import pytest

from app.accounts import guard, known
from tests.factories import PASSWORD

ELSEWHERE, OFFICE = "10.9.9.9", "10.0.0.1"


@pytest.fixture
def siti(make):
    return make.account(username="siti", password=PASSWORD)


@pytest.fixture
def try_to_log_in(app):
    def attempt(browser=None, password=PASSWORD, username="siti", address=OFFICE):
        return (browser or app.test_client()).post(
            "/masuk",
            data={"username": username, "password": password},
            environ_base={"REMOTE_ADDR": address},
        )

    return attempt


@pytest.fixture
def own(app, siti, try_to_log_in):
    """A browser in which Siti has logged in, and out again."""
    browser = app.test_client()
    try_to_log_in(browser)
    browser.post("/keluar")
    return browser


@pytest.fixture
def strangers(own, try_to_log_in):
    """They have guessed until the name was blocked."""
    while try_to_log_in(password="salah", address=ELSEWHERE).status_code != 429:
        pass


@pytest.fixture
def hall(app, own):
    """Phones in the hall have guessed until the address was blocked that the office shares."""
    with app.app_context():
        for _ in range(30):
            guard.note_wrong(OFFICE)


def test_strangers_who_guess_keep_nobody_out_of_a_known_browser(own, strangers, try_to_log_in):
    assert try_to_log_in().status_code == 429
    assert try_to_log_in(own).status_code == 303


def test_phones_in_the_hall_keep_nobody_out_of_a_known_browser(own, hall, try_to_log_in):
    assert try_to_log_in().status_code == 429
    assert try_to_log_in(own).status_code == 303


def test_a_password_is_changed_there_meanwhile(own, try_to_log_in, app):
    try_to_log_in(own)
    while try_to_log_in(password="salah", address=ELSEWHERE).status_code != 429:
        pass

    typed = {"old": PASSWORD, "new": "tiga kata mudah", "again": "tiga kata mudah"}
    assert own.post("/akun/kata-sandi", data=typed).status_code == 303


def test_a_known_browser_has_no_more_tries_than_any_other(own, try_to_log_in):
    tries = [try_to_log_in(own, "salah").status_code for _ in range(6)]

    assert tries == [422] * 5 + [429]
    assert try_to_log_in(own).status_code == 429


def test_logging_in_and_out_there_gives_no_second_mark(own, try_to_log_in):
    before = mark_in(own)

    try_to_log_in(own)

    assert mark_in(own)[:32] == before[:32]


def test_a_browser_is_known_for_this_name_alone(own, make, strangers, try_to_log_in):
    make.account(username="budi", password=PASSWORD)
    while try_to_log_in(None, "salah", "budi", ELSEWHERE).status_code != 429:
        pass

    assert try_to_log_in(own, username="budi").status_code == 429


def test_the_mark_of_one_name_is_none_for_another(app, own, make, try_to_log_in):
    make.account(username="budi", password=PASSWORD)
    theirs = app.test_client()
    try_to_log_in(theirs, username="budi")
    (name,) = [cookie for cookie in cookies_of(own) if cookie.startswith("balai_kenal_")]

    theirs.set_cookie(name, mark_in(theirs))
    while try_to_log_in(password="salah", address=ELSEWHERE).status_code != 429:
        pass

    assert try_to_log_in(theirs).status_code == 429


@pytest.mark.parametrize("change", [lambda mark: "0" * 32 + mark[32:], lambda mark: mark[:-1]])
def test_nobody_makes_a_mark(own, strangers, try_to_log_in, change):
    (name,) = [cookie for cookie in cookies_of(own) if cookie.startswith("balai_kenal_")]
    own.set_cookie(name, change(mark_in(own)))

    assert try_to_log_in(own).status_code == 429


def test_a_mark_has_its_time(own, strangers, try_to_log_in, monkeypatch):
    monkeypatch.setattr(known, "LIVES", -1)

    assert try_to_log_in(own).status_code == 429


def test_the_mark_tells_no_name_and_opens_nothing(own):
    assert not any("siti" in f"{name}{value}" for name, value in cookies_of(own).items())
    assert own.get("/akun/perangkat").status_code == 303


def test_no_script_and_no_other_site_reads_it(app, siti, try_to_log_in):
    answer = try_to_log_in()

    (line,) = [c for c in answer.headers.getlist("Set-Cookie") if c.startswith("balai_kenal_")]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(line.split("; "))


def cookies_of(browser):
    return {cookie.key: cookie.value for cookie in browser._cookies.values()}


def mark_in(browser):
    return next(v for name, v in cookies_of(browser).items() if name.startswith("balai_kenal_"))
