"""Over HTTPS no neighbour under the city's domain plants a cookie that counts.

An upgrade that brings these names loses no signature that waits for a line.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.access import COOKIE
from app.attendees.marks import COOKIE as MARK
from app.attendees.models import Attendance
from app.columns import now
from tests.attendees.hall import code_of, come_in, form_of, hold_mark, hold_ticket, sign
from tests.factories import SIGNATURE

PREFIX = "__Host-"


@pytest.fixture
def event(make):
    return make.event(starts_at=now() - timedelta(hours=1), ends_at=now() + timedelta(hours=2))


@pytest.fixture
def encrypted(app):
    """From now on we are reached over HTTPS alone: set up so, or upgraded to it."""

    def encrypted():
        app.config["PRODUCTION"] = True

    return encrypted


def cookies_in(answer):
    """What each cookie of the answer says of itself, by name."""
    lines = [line.split("; ") for line in answer.headers.getlist("Set-Cookie")]
    return {pair.split("=")[0]: set(rest) for pair, *rest in lines}


def log_in(visitor, make):
    make.account(username="siti", password="kata-sandi-siti")
    sent = {"username": "siti", "password": "kata-sandi-siti"}
    return visitor.post("/masuk", data=sent)


class TestNames:
    def test_a_log_in_and_a_browser_that_is_known(self, make, visitor, encrypted):
        encrypted()

        cookies = cookies_in(log_in(visitor, make))

        given = {name for name in cookies if "balai_form" not in name}
        assert len(given) == 2
        for name in given:
            assert name.startswith(PREFIX + "balai_")
            assert {"Secure", "Path=/", "HttpOnly", "SameSite=Lax"} <= cookies[name]
            assert not [word for word in cookies[name] if word.startswith("Domain")]

    def test_the_mark_and_the_ticket_of_a_phone(self, visitor, event, encrypted):
        encrypted()

        cookies = cookies_in(visitor.get(f"/h/{event.code}?k={code_of(event)}"))

        assert set(cookies) >= {PREFIX + MARK, f"{PREFIX}balai_tiket_{event.code}"}
        assert all({"Secure", "Path=/"} <= words for words in cookies.values())

    def test_the_token_of_a_form_has_such_a_name_too(self, production):
        cookies = cookies_in(production.get("/masuk", base_url="https://balai.example.go.id"))

        assert set(cookies) == {f"{PREFIX}balai_form"}
        assert {"Secure", "Path=/", "HttpOnly", "SameSite=Lax"} <= cookies[f"{PREFIX}balai_form"]

    def test_a_cookie_for_one_room_cannot_be_called_so(self, app, event, make, encrypted):
        encrypted()
        phone = come_in(app, event)

        cookies = cookies_in(sign(phone, event, make.invited(event)))

        assert {"Secure", f"Path=/r/{event.code}"} <= cookies["balai_peserta"]
        assert phone.get(f"/r/{event.code}").status_code == 200

    def test_plain_http_keeps_the_plain_names(self, app, event, make, visitor):
        cookies = cookies_in(log_in(visitor, make)) | cookies_in(
            app.test_client().get(f"/h/{event.code}?k={code_of(event)}")
        )

        assert not [name for name in cookies if name.startswith("__")]
        assert {COOKIE, MARK} <= set(cookies)


class TestPlanted:
    def test_a_log_in_that_is_planted_counts_for_nothing(self, make, log_in, encrypted):
        theirs = log_in(make.account())
        encrypted()

        assert theirs.get("/kegiatan").location.startswith("/masuk")

    def test_a_log_out_takes_ours_away(self, make, visitor, encrypted):
        encrypted()
        log_in(visitor, make)

        gone = cookies_in(visitor.post("/keluar"))[PREFIX + COOKIE]

        assert {"Max-Age=0", "Path=/", "Secure"} <= gone
        assert visitor.get("/kegiatan").location.startswith("/masuk")

    def test_a_mark_that_is_planted_replaces_none_of_ours(self, app, event, encrypted, make, rows):
        encrypted()
        phone = come_in(app, event)
        sign(phone, event, make.invited(event))
        phone.set_cookie(MARK, hold_mark(app, now()).get_cookie(PREFIX + MARK).value)

        sign(phone, event, make.invited(event))

        first, second = rows(Attendance)
        assert first.device == second.device


class TestUpgrade:
    """While something waits for a line, the office begins to use names that nobody plants."""

    def test_a_signature_that_waits_on_a_phone_is_taken(self, app, event, make, rows, encrypted):
        phone = come_in(app, event)
        form = form_of(phone.get(f"/h/{event.code}/orang/{make.invited(event).id}"))
        form["signed_at"] = str(int(now().timestamp()))
        encrypted()
        phone.delete_cookie("balai_form")

        sent = phone.open(f"/h/{event.code}/susulan", method="POST", data=form)

        assert (sent.status_code, sent.json["number"]) == (200, 1)
        assert len(rows(Attendance)) == 1
        assert phone.get(f"/r/{event.code}").status_code == 200

    def test_what_a_kiosk_holds_is_taken(self, app, event, make, rows, encrypted):
        kiosk = hold_ticket(app, event, now() - timedelta(hours=1), kiosk_by=make.account())
        form = {"request_id": "a" * 32, "signature": SIGNATURE, "how": "meja"}
        form |= {"person_id": make.invited(event).id, "signed_at": str(int(now().timestamp()))}
        encrypted()

        sent = kiosk.post(f"/h/{event.code}/kios/susulan", data=form)

        assert (sent.status_code, sent.json["number"]) == (200, 1)
        assert len(rows(Attendance)) == 1

    def test_the_phone_stays_the_same_phone_and_gets_the_new_name(
        self, app, event, make, rows, encrypted
    ):
        phone = come_in(app, event)
        sign(phone, event, make.invited(event))
        plain = phone.get_cookie(MARK).value
        encrypted()

        phone.get(f"/h/{event.code}?k={code_of(event)}")
        sign(phone, event, make.invited(event))

        assert phone.get_cookie(PREFIX + MARK).value == plain
        assert len({one.device for one in rows(Attendance)}) == 1
