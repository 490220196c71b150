"""The door of the hall: a rotating code is exchanged for a ticket."""

from datetime import UTC, datetime, timedelta

import pytest

from app.attendees import door
from app.attendees.entrance import BROWSER_LIMIT, TOTAL_LIMIT
from app.columns import now
from app.events.models import Status
from tests.attendees.hall import code_of, come_in, form_of, hold_ticket

NOON = datetime(2026, 2, 4, 5, 0, 0, tzinfo=UTC)  # the first second of a step


def test_a_code_lives_sixty_to_ninety_seconds(make):
    event = make.event()
    code = door.code(event, NOON)

    assert len(code) >= 16  # base32: 80 bits
    assert door.is_code(event, code, NOON + timedelta(seconds=89))
    assert not door.is_code(event, code, NOON + timedelta(seconds=90))
    assert not door.is_code(event, code, NOON - timedelta(seconds=1))


def test_digits_live_as_long_and_say_nothing_about_the_code(make):
    event = make.event()
    digits = door.digits(event, NOON)

    assert door.are_digits(event, f"{digits[:3]} {digits[3:]}", NOON + timedelta(seconds=89))
    assert not door.are_digits(event, digits, NOON + timedelta(seconds=90))
    assert not door.is_code(event, digits, NOON)


def test_a_code_opens_no_other_kegiatan(make):
    event, other = make.event(), make.event()

    assert not door.is_code(other, door.code(event, NOON), NOON)


def test_the_code_is_exchanged_for_a_clean_address(app, make, visitor, queries):
    event = make.event()
    queries.clear()

    answer = visitor.get(f"/h/{event.code}?k={code_of(event)}")

    assert (answer.status_code, answer.location) == (303, f"/h/{event.code}")
    assert not [q for q in queries if not q.startswith("SELECT")]
    assert "Saya tidak ada di daftar" in visitor.get(answer.location).text


def test_cookies_of_the_hall_are_guarded(app, make, visitor):
    app.config["PRODUCTION"] = True
    event = make.event()

    answer = visitor.get(f"/h/{event.code}?k={code_of(event)}")

    cookies = answer.headers.getlist("Set-Cookie")
    assert len(cookies) == 2
    for cookie in cookies:
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    mark = next(c for c in cookies if c.startswith("balai_hp="))
    assert len(mark.split(";")[0].split("=")[1]) == 32  # 128 bits


@pytest.mark.parametrize("code", ["", "A" * 16, "é", "k" * 5000])
def test_a_wrong_code_lets_nobody_in(make, visitor, code):
    event = make.event()

    answer = visitor.get(f"/h/{event.code}", query_string={"k": code})

    assert answer.status_code == 403
    assert "Pindai ulang" in answer.text
    assert "<form" not in answer.text


def test_a_forwarded_link_is_worthless_later(make, visitor):
    event = make.event()

    answer = visitor.get(f"/h/{event.code}?k={code_of(event, back=3)}")

    assert answer.status_code == 403
    assert "Pindai ulang" in answer.text
    assert "<form" not in answer.text
    assert "balai_tiket" not in str(answer.headers)


def test_the_clean_address_is_worthless_in_another_browser(app, make, visitor):
    event = make.event()
    come_in(app, event)

    answer = visitor.get(f"/h/{event.code}")

    assert "Pindai kode QR di layar" in answer.text


def test_a_ticket_is_bound_to_the_browser(app, make, visitor):
    event = make.event()
    phone = come_in(app, event)
    ticket = phone.get_cookie(f"balai_tiket_{event.code}").value

    visitor.set_cookie(f"balai_tiket_{event.code}", ticket)
    without_mark = visitor.get(f"/h/{event.code}/tamu")
    visitor.set_cookie("balai_hp", "0" * 32)
    with_own_mark = visitor.get(f"/h/{event.code}/tamu")

    assert (without_mark.status_code, with_own_mark.status_code) == (403, 403)


def test_a_ticket_is_bound_to_the_kegiatan(app, make):
    event, other = make.event(), make.event()
    phone = come_in(app, event)
    ticket = phone.get_cookie(f"balai_tiket_{event.code}").value

    phone.set_cookie(f"balai_tiket_{other.code}", ticket)

    assert phone.get(f"/h/{other.code}/tamu").status_code == 403


def test_a_phone_cannot_make_itself_a_kiosk(app, make):
    event = make.event()
    phone = come_in(app, event)
    name = f"balai_tiket_{event.code}"

    phone.set_cookie(name, phone.get_cookie(name).value.replace("hp.", "kiosk.", 1))

    assert phone.get(f"/h/{event.code}/tamu").status_code == 403


def test_a_ticket_lasts_a_quarter_of_an_hour(app, make):
    event = make.event()
    fresh = hold_ticket(app, event, now() - timedelta(minutes=14))
    old = hold_ticket(app, event, now() - timedelta(minutes=15, seconds=2))

    assert fresh.get(f"/h/{event.code}/tamu").status_code == 200
    assert old.get(f"/h/{event.code}/tamu").status_code == 403


def test_each_step_renews_the_ticket(app, make):
    event = make.event()
    slow = hold_ticket(app, event, now() - timedelta(minutes=14))
    before = slow.get_cookie(f"balai_tiket_{event.code}").value

    slow.get(f"/h/{event.code}/tamu")

    after = slow.get_cookie(f"balai_tiket_{event.code}").value
    assert int(after.split(".")[1]) - int(before.split(".")[1]) >= 14 * 60


def test_a_clock_set_back_throws_nobody_out(app, make):
    event = make.event()
    phone = hold_ticket(app, event, now() + timedelta(hours=1))

    answer = phone.get(f"/h/{event.code}/tamu")

    assert answer.status_code == 200


def test_six_digits_open_the_door(app, make, visitor):
    event = make.event()
    visitor.get(f"/h/{event.code}")

    answer = visitor.post(f"/h/{event.code}/kode", data={"digits": door.digits(event, now())})

    assert (answer.status_code, answer.location) == (303, f"/h/{event.code}")
    assert "Saya tidak ada di daftar" in visitor.get(answer.location).text


def test_five_wrong_digits_make_one_browser_wait_and_no_other(app, make):
    event = make.event()
    guesser, neighbour = app.test_client(), app.test_client()
    for browser in (guesser, neighbour):
        browser.get(f"/h/{event.code}")
    address, right = f"/h/{event.code}/kode", door.digits(event, now())

    wrong = [guesser.post(address, data={"digits": "x"}) for _ in range(BROWSER_LIMIT.amount)]
    paused = guesser.post(address, data={"digits": right})
    other = neighbour.post(address, data={"digits": right})

    assert {answer.status_code for answer in wrong} == {422}
    assert paused.status_code == 429
    assert "Terlalu banyak percobaan" in paused.text
    assert other.status_code == 303


def test_dropping_cookies_does_not_help_a_guesser(app, make):
    event = make.event()
    address, right = f"/h/{event.code}/kode", door.digits(event, now())
    for n in range(TOTAL_LIMIT.amount):
        guesser = app.test_client()
        guesser.set_cookie("balai_hp", f"{n:032x}")
        assert guesser.post(address, data={"digits": "000"}).status_code == 422

    paused = app.test_client().post(address, data={"digits": right})
    by_qr = app.test_client().get(f"/h/{event.code}?k={code_of(event)}")

    assert paused.status_code == 429
    assert by_qr.status_code == 303


def test_early_guests_see_when_the_door_opens(make, visitor, rows):
    event = make.event(status=Status.SCHEDULED, starts_at=now() + timedelta(hours=3), ends_at=None)

    answer = visitor.get(f"/h/{event.code}?k={code_of(event)}")

    assert answer.status_code == 403
    assert "Pencatatan kehadiran belum dibuka" in answer.text
    assert 'data-countdown="7' in answer.text  # seconds: two hours
    assert "balai_tiket" not in str(answer.headers)


def test_late_guests_read_whom_to_ask(make, visitor):
    make.office(name="Dinas Contoh", phone="(0623) 123456")
    event = make.event(status=Status.FINISHED)

    answer = visitor.get(f"/h/{event.code}?k={code_of(event)}")

    assert answer.status_code == 410
    assert "Dinas Contoh" in answer.text
    assert "(0623) 123456" in answer.text


def test_yesterdays_kegiatan_is_closed_though_nobody_finished_it(app, make):
    event = make.event(starts_at=now() - timedelta(days=2), ends_at=None)
    phone = hold_ticket(app, event, now())

    assert phone.get(f"/h/{event.code}/tamu").status_code == 410


def test_staff_may_reopen_the_door(app, make):
    until = now() + timedelta(minutes=30)
    event = make.event(starts_at=now() - timedelta(days=2), ends_at=None, door_until=until)

    assert hold_ticket(app, event, now()).get(f"/h/{event.code}/tamu").status_code == 200


def test_a_cancelled_kegiatan_says_why(make, visitor):
    event = make.event(status=Status.CANCELLED, cancel_reason="Aula kebanjiran.")

    answer = visitor.get(f"/h/{event.code}")

    assert answer.status_code == 410
    assert "Aula kebanjiran." in answer.text


@pytest.mark.parametrize("path", ["", "/tamu", "?k=x"])
def test_a_draft_does_not_exist(make, visitor, path):
    event = make.event(status=Status.DRAFT)

    assert visitor.get(f"/h/{event.code}{path}").status_code == 404


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"status": Status.FINISHED}, 410),
        ({"status": Status.LOCKED}, 410),
        ({"status": Status.CANCELLED, "cancel_reason": "Hujan"}, 410),
        ({"status": Status.SCHEDULED, "starts_at": NOON.replace(year=2999), "ends_at": None}, 403),
        ({"status": Status.DRAFT}, 404),
    ],
)
def test_nothing_is_written_while_the_door_is_shut(app, make, rows, values, status):
    from app.attendees.models import Attendance

    event = make.event()
    guest = make.invited(event)
    phone = come_in(app, event)
    form = form_of(phone.get(f"/h/{event.code}/orang/{guest.id}"))
    _change(app, event, values)

    answer = phone.post(f"/h/{event.code}/hadir", data=form)

    assert answer.status_code == status
    assert rows(Attendance) == []


def _change(app, event, values):
    from app.extensions import db

    with app.app_context():
        found = db.session.get(type(event), event.id)
        for key, value in values.items():
            setattr(found, key, value)
        db.session.commit()
