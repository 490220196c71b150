"""The door of the hall: a rotating code is exchanged for a ticket."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from app import wib
from app.attendees import door
from app.attendees.guesses import BROWSER_LIMIT, POT_LASTS, POT_LIMIT
from app.columns import now
from app.events.models import Status
from tests.attendees.hall import code_of, come_in, form_of, hold_mark, hold_ticket

NOON = datetime(2026, 2, 4, 5, 0, 0, tzinfo=UTC)  # the first second of a step


def test_a_code_lives_sixty_to_ninety_seconds(make):
    event = make.event()
    code = door.code(event, NOON)

    assert len(code) >= 16  # base32: 80 bits
    assert door.is_code(event, code, NOON + timedelta(seconds=89))
    assert not door.is_code(event, code, NOON + timedelta(seconds=90))
    assert not door.is_code(event, code, NOON - timedelta(seconds=1))


def test_digits_live_half_as_long_and_say_nothing_about_the_code(make):
    event = make.event()
    digits = door.digits(event, NOON)

    assert door.are_digits(event, f"{digits[:3]} {digits[3:]}", NOON + timedelta(seconds=59))
    assert not door.are_digits(event, digits, NOON + timedelta(seconds=60))
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
    mark = next(c for c in cookies if c.startswith("__Host-balai_hp="))
    assert len(mark.split(";")[0].split("=")[1].split(".")[0]) == 32  # 128 bits


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
    visitor.set_cookie("balai_hp", hold_mark(app, now()).get_cookie("balai_hp").value)
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

    phone.set_cookie(name, phone.get_cookie(name).value.replace("hp.", "kiosk1.", 1))

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
    assert after.split(".")[1] == before.split(".")[1]  # when the code was shown
    assert int(after.split(".")[2]) - int(before.split(".")[2]) >= 14 * 60


@pytest.mark.parametrize(("seconds", "is_renewed"), [(30, False), (90, True)])
def test_a_ticket_of_this_minute_is_not_given_again(app, make, seconds, is_renewed):
    event = make.event()
    phone = hold_ticket(app, event, now() - timedelta(seconds=seconds))

    answer = phone.get(f"/h/{event.code}/tamu")

    assert ("balai_tiket" in str(answer.headers)) is is_renewed


@pytest.mark.parametrize(("minutes", "is_renewed"), [(59, True), (61, False)])
def test_a_ticket_is_renewed_for_an_hour_and_then_the_code_is_asked_for(
    app, make, minutes, is_renewed
):
    event, moment = make.event(), now()
    scanned = moment - timedelta(minutes=minutes)
    phone = hold_ticket(app, event, moment - timedelta(minutes=10), since=scanned)

    answer = phone.get(f"/h/{event.code}/tamu")

    assert answer.status_code == 200
    assert ("balai_tiket" in str(answer.headers)) is is_renewed


def test_scanning_again_begins_another_hour(app, make):
    event, moment = make.event(), now()
    scanned = moment - timedelta(minutes=70)
    phone = hold_ticket(app, event, moment - timedelta(minutes=10), since=scanned)

    phone.get(f"/h/{event.code}?k={code_of(event)}")

    since = int(phone.get_cookie(f"balai_tiket_{event.code}").value.split(".")[1])
    assert since >= int(moment.timestamp())


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


def test_a_browser_without_a_mark_gets_one_and_types_again(make, visitor):
    event = make.event()
    right = {"digits": door.digits(event, now())}

    first = visitor.post(f"/h/{event.code}/kode", data=right)
    second = visitor.post(f"/h/{event.code}/kode", data=right)

    assert first.status_code == 422
    assert "Ketik sekali lagi" in first.text
    assert second.status_code == 303


@pytest.mark.parametrize(
    "mark",
    ["0" * 32, f"{'0' * 32}.1800000000.{'0' * 64}", "x", "é.1.2", f"{'0' * 32}.٣.{'0' * 64}"],
)
def test_a_mark_that_we_have_not_made_is_none(make, visitor, mark):
    event = make.event()
    visitor.set_cookie("balai_hp", mark)

    answer = visitor.post(f"/h/{event.code}/kode", data={"digits": door.digits(event, now())})

    assert answer.status_code == 422
    assert visitor.get_cookie("balai_hp").value != mark


def test_a_mark_is_signed_with_its_time(app, make):
    event = make.event()
    browser = hold_mark(app, now())
    id, issued, signature = browser.get_cookie("balai_hp").value.split(".")

    browser.set_cookie("balai_hp", f"{id}.{int(issued) - 3600}.{signature}")

    right = {"digits": door.digits(event, now())}
    assert browser.post(f"/h/{event.code}/kode", data=right).status_code == 422


def test_a_mark_ends_after_a_month(app, make):
    event = make.event()
    old = hold_mark(app, now() - timedelta(days=30, seconds=5))

    right = {"digits": door.digits(event, now())}
    assert old.post(f"/h/{event.code}/kode", data=right).status_code == 422


@pytest.fixture
def pot():
    """A pot that lasts as long as a test; on the edge of two, the next one."""
    left = POT_LASTS - now().timestamp() % POT_LASTS
    if left < 20:  # longer than any of these tests takes on a slow machine
        time.sleep(left)


def guess_with_fresh_marks(app, event, tries, moment=None):
    """Somebody who takes a new mark for each try."""
    address = f"/h/{event.code}/kode"
    return [
        hold_mark(app, moment or now()).post(address, data={"digits": "x"}).status_code
        for _ in range(tries)
    ]


def test_fresh_marks_do_not_help_a_guesser(app, make, pot):
    event = make.event()
    right = {"digits": door.digits(event, now())}

    looked_at = guess_with_fresh_marks(app, event, POT_LIMIT.amount)
    paused = hold_mark(app, now()).post(f"/h/{event.code}/kode", data=right)
    by_qr = app.test_client().get(f"/h/{event.code}?k={code_of(event)}")

    assert set(looked_at) == {422}
    assert paused.status_code == 429
    assert "Pindai kode QR" in paused.text
    assert by_qr.status_code == 303


def test_a_guesser_shuts_the_digits_to_none_who_came_before(app, make, pot):
    event = make.event()
    honest = hold_mark(app, now() - timedelta(seconds=POT_LASTS))
    guess_with_fresh_marks(app, event, POT_LIMIT.amount + 5)

    typo = honest.post(f"/h/{event.code}/kode", data={"digits": "x"})
    right = honest.post(f"/h/{event.code}/kode", data={"digits": door.digits(event, now())})

    assert (typo.status_code, right.status_code) == (422, 303)


def test_who_finds_the_own_pot_empty_may_draw_on_the_present_one(app, make, pot):
    event, then = make.event(), now() - timedelta(seconds=POT_LASTS)
    honest = hold_mark(app, then)
    guess_with_fresh_marks(app, event, POT_LIMIT.amount, then)

    right = honest.post(f"/h/{event.code}/kode", data={"digits": door.digits(event, now())})

    assert right.status_code == 303


def test_marks_kept_from_another_day_share_one_pot(app, make, pot):
    event, yesterday = make.event(), now() - timedelta(days=1)
    earlier = yesterday - timedelta(seconds=POT_LASTS)
    if wib.today(earlier) != wib.today(yesterday):
        earlier = yesterday
    guess_with_fresh_marks(app, event, POT_LIMIT.amount)

    kept = [
        status
        for moment in (yesterday, earlier)
        for status in guess_with_fresh_marks(app, event, 20, moment)
    ]

    assert kept.count(422) == POT_LIMIT.amount


def test_a_day_of_guessing_is_in_vain():
    pots = 24 * 3600 // POT_LASTS + 31
    chance = pots * POT_LIMIT.amount * door.DIGIT_STEPS_KEPT / 1_000_000

    assert chance < 0.01


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


@pytest.mark.parametrize("page", ["", "/pertanyaan", "/pertanyaan/daftar", "/materi"])
def test_a_draft_tells_nobody_its_title(make, visitor, page):
    event = make.event(status=Status.DRAFT)

    answer = visitor.get(f"/r/{event.code}{page}")

    assert answer.status_code == 404
    assert event.title not in answer.text
