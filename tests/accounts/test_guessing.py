"""Limits on guessing passwords."""

from __future__ import annotations

import threading

import pytest
from limits.storage import MemoryStorage

from app import throttle
from app.accounts import guard
from app.accounts.models import LoginSession
from tests.factories import PASSWORD

BLOCKED = "Terlalu banyak percobaan. Coba lagi dalam 15 menit."


@pytest.fixture
def siti(make):
    return make.account(username="siti", password=PASSWORD)


@pytest.fixture
def try_to_log_in(app):
    def attempt(username="siti", password="salah", address="10.0.0.1", **headers):
        return app.test_client().post(
            "/masuk",
            data={"username": username, "password": password},
            headers=headers,
            environ_base={"REMOTE_ADDR": address},
        )

    return attempt


def test_after_five_wrong_tries_even_the_right_password_waits(siti, try_to_log_in, rows):
    tries = [try_to_log_in().status_code for _ in range(5)]

    blocked = try_to_log_in(password=PASSWORD)

    assert tries == [422] * 5
    assert blocked.status_code == 429
    assert BLOCKED in blocked.text
    assert 0 < int(blocked.headers["Retry-After"]) <= 15 * 60
    assert rows(LoginSession) == []


def test_names_that_do_not_exist_are_blocked_alike(try_to_log_in):
    tries = [try_to_log_in("tidakada").status_code for _ in range(6)]

    assert tries == [422] * 5 + [429]


def test_another_address_or_another_spelling_does_not_help(siti, try_to_log_in):
    for n in range(5):
        try_to_log_in(address=f"10.0.0.{n}")

    assert try_to_log_in(address="10.9.9.9").status_code == 429
    assert try_to_log_in(username=" SITI ", address="10.9.9.8").status_code == 429


def test_another_account_is_not_punished(siti, make, try_to_log_in):
    make.account(username="budi", password=PASSWORD)
    for _ in range(6):
        try_to_log_in()

    assert try_to_log_in("budi", PASSWORD).status_code == 303


def test_success_forgets_the_wrong_tries(siti, try_to_log_in):
    for _ in range(4):
        try_to_log_in()
    try_to_log_in(password=PASSWORD)

    again = [try_to_log_in().status_code for _ in range(4)]

    assert again == [422] * 4


def test_an_address_that_tries_many_names_is_blocked(siti, try_to_log_in, monkeypatch):
    monkeypatch.setattr("app.accounts.models._matches", lambda *_: False)  # Argon2 costs seconds
    tries = [try_to_log_in(f"nama{n}").status_code for n in range(31)]

    assert tries == [422] * 30 + [429]
    assert try_to_log_in("siti").status_code == 429
    assert try_to_log_in("siti", address="10.0.0.2").status_code == 422


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "CF-Connecting-IP", "True-Client-IP"]
)
def test_a_forged_header_is_no_other_address(header, try_to_log_in, app):
    with app.app_context():
        for _ in range(30):
            guard.note_wrong("10.0.0.1")

    answer = try_to_log_in("siapa", **{header: "8.8.8.8"})

    assert answer.status_code == 429


def test_an_office_full_of_people_logs_in_behind_one_address(siti, try_to_log_in, monkeypatch):
    monkeypatch.setattr("app.accounts.models._matches", lambda *_: True)

    answers = {try_to_log_in(password=PASSWORD).status_code for _ in range(40)}

    assert answers == {303}


def test_twenty_tries_at_the_same_moment_do_not_slip_in(app, siti, try_to_log_in):
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(try_to_log_in().status_code))
        for _ in range(20)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [422] * 5 + [429] * 15


def test_neighbours_in_one_ipv6_network_are_one_address(app):
    assert throttle.network_of("2001:db8::1") == throttle.network_of("2001:db8::ffff")
    assert throttle.network_of("2001:db8::1") != throttle.network_of("2001:db8:0:1::1")
    assert throttle.network_of("10.0.0.1") != throttle.network_of("10.0.0.2")
    assert throttle.network_of(None) == throttle.network_of("")


def test_a_block_ends_when_its_time_is_over(app, siti, try_to_log_in, monkeypatch):
    for _ in range(5):
        try_to_log_in()
    storage = app.extensions["throttle"].storage
    assert isinstance(storage, MemoryStorage)

    for entries in storage.events.values():
        for entry in entries:
            entry.atime -= 15 * 60 + 1
            entry.expiry -= 15 * 60 + 1

    assert try_to_log_in(password=PASSWORD).status_code == 303
