"""A signature that waited on the phone: it counts from when it was drawn, and staff see that."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy.event import listen
from sqlalchemy.exc import IntegrityError

from app.attendees import late
from app.attendees.models import Attendance
from app.columns import now
from app.events.models import Status
from app.extensions import db
from app.wib import clock, clock_wib
from tests.attendees.hall import come_in, form_of, hold_mark, hold_ticket, sign
from tests.questions.phones import change
from tests.test_start import wait_until


@pytest.fixture
def event(make):
    return make.event(starts_at=now() - timedelta(hours=1), ends_at=now() + timedelta(hours=2))


@pytest.fixture
def kepling(make, event):
    return make.invited(event, name="Siti Aminah")


@pytest.fixture
def phone(app, event):
    return come_in(app, event)


def kept_form(app, phone, event, path, ago=timedelta(), **changes):
    """What the phone keeps of a page that was opened so long ago, and signed a minute later."""
    form = form_of(phone.get(f"/h/{event.code}{path}"))
    opened = now() - ago
    with app.test_request_context(headers={"Cookie": cookies_of(phone)}):
        from app.attendees.marks import of_browser

        form["pas"] = late.issue(event, of_browser().id, form["request_id"], opened)
    form["signed_at"] = str(int(opened.timestamp()) + (60 if ago else 0))
    return form | changes


def cookies_of(phone):
    return "; ".join(f"{c.key}={c.value}" for c in phone._cookies.values())


def send(phone, event, form, **more):
    """As a script does: without a CSRF token, and without the session cookie."""
    phone.delete_cookie("balai_form")
    return phone.open(f"/h/{event.code}/susulan", method="POST", data=form, **more)


def own(kepling):
    return f"/orang/{kepling.id}"


def test_it_counts_from_when_it_was_signed(app, phone, event, kepling, rows):
    form = kept_form(app, phone, event, own(kepling), timedelta(hours=4))

    answer = send(phone, event, form)

    row = rows(Attendance)[0]
    assert answer.status_code == 200
    assert answer.json == {
        "number": 1,
        "clock": clock_wib(row.signed_at),
        "receipt": f"/r/{event.code}",
    }
    assert int(row.signed_at.timestamp()) == int(form["signed_at"])
    assert row.notice_at == row.signed_at
    assert timedelta(hours=3, minutes=58) < row.received_at - row.signed_at < timedelta(hours=4)


def test_the_receipt_opens_afterwards(app, phone, event, kepling):
    send(phone, event, kept_form(app, phone, event, own(kepling), timedelta(hours=4)))

    receipt = phone.get(f"/r/{event.code}")

    assert receipt.status_code == 200
    assert "Siti Aminah" in receipt.text


def test_the_receipt_says_when_it_came(app, phone, event, kepling, rows):
    send(phone, event, kept_form(app, phone, event, own(kepling), timedelta(minutes=30)))

    receipt = phone.get(f"/r/{event.code}").text

    (row,) = rows(Attendance)
    assert f"tercatat pukul {clock_wib(row.signed_at)}" in receipt
    assert f"terkirim pukul {clock_wib(row.received_at)}" in receipt


def test_staff_see_that_it_came_late(app, phone, event, kepling, staff, rows):
    send(phone, event, kept_form(app, phone, event, own(kepling), timedelta(hours=4)))

    row = rows(Attendance)[0]
    assert f"terkirim {clock(row.received_at)}" in staff.get(f"/meja/{event.code}").text
    edit = staff.get(f"/meja/{event.code}/hadir/{row.id}").text
    assert f"terkirim {clock_wib(row.received_at)}" in edit


def test_who_signs_with_a_line_is_not_marked(phone, event, kepling, staff, rows):
    sign(phone, event, kepling)

    assert rows(Attendance)[0].received_at is None
    assert "terkirim" not in staff.get(f"/meja/{event.code}").text


def test_however_often_it_is_sent_it_makes_one_row(app, phone, event, kepling, rows):
    form = kept_form(app, phone, event, own(kepling), timedelta(hours=1))

    answers = [send(phone, event, form) for _ in range(3)]

    assert [answer.json["number"] for answer in answers] == [1, 1, 1]
    assert len(rows(Attendance)) == 1


def test_an_answer_that_got_lost_and_a_late_form_make_one_row(app, phone, event, kepling, rows):
    form = kept_form(app, phone, event, own(kepling))
    phone.post(f"/h/{event.code}/hadir", data=form)  # saved; the phone never heard of it

    answer = send(phone, event, form)

    assert (answer.status_code, answer.json["number"]) == (200, 1)
    assert rows(Attendance)[0].received_at is None


def test_who_was_recorded_elsewhere_meanwhile_hears_when(app, phone, event, kepling, rows, staff):
    form = kept_form(app, phone, event, own(kepling), timedelta(hours=1))
    sign(come_in(app, event), event, kepling)

    answer = send(phone, event, form)

    assert (answer.status_code, answer.json["known"]) == (200, True)
    assert "receipt" not in answer.json
    assert phone.get(f"/r/{event.code}").status_code == 403
    assert len(rows(Attendance)) == 1
    assert "pada HP peserta (tanda tangan)." in staff.get(f"/meja/{event.code}").text


@pytest.mark.sqlite
def test_a_hall_whose_line_returns_is_written_together(app, make, event, rows):
    """While somebody else holds the database they gather; one commit writes them all."""
    sent, commits = [], []
    for number in range(6):
        phone = come_in(app, event)
        person = make.invited(event, name=f"Kepling {number}")
        sent.append((phone, kept_form(app, phone, event, own(person), timedelta(hours=1))))
    with app.app_context():
        listen(db.engine, "commit", commits.append)
        file = db.engine.url.database

    with closing(sqlite3.connect(file)) as other, ThreadPoolExecutor(6) as pool:
        other.execute("BEGIN IMMEDIATE")
        answers = [pool.submit(send, phone, event, form) for phone, form in sent]
        wait_until(lambda: len(app.extensions["together"].line._waiting) == 6)
        other.rollback()
        numbers = [answer.result(20).json["number"] for answer in answers]

    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]
    assert len(rows(Attendance)) == 6
    assert len(commits) == 1


def test_it_counts_when_the_kegiatan_has_ended_meanwhile(app, phone, event, kepling, rows, reload):
    form = kept_form(app, phone, event, own(kepling), timedelta(hours=4))
    change(app, event, {"status": Status.FINISHED})

    answer = send(phone, event, form)

    assert answer.status_code == 200
    assert len(rows(Attendance)) == 1
    assert reload(event).status is Status.FINISHED


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (Status.CANCELLED, 410, "dibatalkan"),
        (Status.LOCKED, 410, "sudah dikunci"),
        (Status.DRAFT, 404, "meja petugas"),
    ],
)
def test_not_when_it_was_cancelled_or_locked(app, phone, event, kepling, rows, status, code, words):
    form = kept_form(app, phone, event, own(kepling), timedelta(hours=4))
    change(app, event, {"status": status, "cancel_reason": "Banjir."})

    answer = send(phone, event, form)

    assert answer.status_code == code
    assert words in answer.json["words"]
    assert rows(Attendance) == []


@pytest.mark.parametrize(
    ("ago", "is_in"), [(timedelta(hours=11, minutes=59), True), (timedelta(hours=12.1), False)]
)
def test_twelve_hours_at_most(app, phone, event, kepling, rows, ago, is_in):
    answer = send(phone, event, kept_form(app, phone, event, own(kepling), ago))

    assert answer.status_code == (200 if is_in else 410)
    assert is_in or "lebih dari 12 jam" in answer.json["words"]
    assert len(rows(Attendance)) == is_in


@pytest.mark.parametrize(
    ("after", "is_in"), [(0, True), (15 * 60, True), (17 * 60, False), (-1, False)]
)
def test_only_while_the_ticket_lived(app, phone, event, kepling, rows, after, is_in):
    form = kept_form(app, phone, event, own(kepling), timedelta(hours=4))
    form["signed_at"] = str(int(form["pas"].split(".")[0]) + after)

    answer = send(phone, event, form)

    assert answer.status_code == (200 if is_in else 422)
    assert is_in or "Pindai ulang" in answer.json["words"]
    assert len(rows(Attendance)) == is_in


def test_never_in_the_future(app, phone, event, kepling, rows):
    form = kept_form(app, phone, event, own(kepling))
    form["signed_at"] = str(int(now().timestamp()) + 120)

    answer = send(phone, event, form)

    assert answer.status_code == 422
    assert "Jam di HP ini" in answer.json["words"]
    assert rows(Attendance) == []


def test_a_clock_that_runs_a_little_ahead_does_no_harm(app, phone, event, kepling, rows):
    form = kept_form(app, phone, event, own(kepling))
    form["signed_at"] = str(int(now().timestamp()) + 30)

    answer = send(phone, event, form)

    row = rows(Attendance)[0]
    assert answer.status_code == 200
    assert row.signed_at == row.received_at


@pytest.mark.parametrize("told", ["", "x", "1e9", "-5", "١", "9" * 40])
def test_a_time_that_is_none(app, phone, event, kepling, rows, told):
    form = kept_form(app, phone, event, own(kepling), signed_at=told)

    assert send(phone, event, form).status_code == 422
    assert rows(Attendance) == []


def test_a_pass_is_worth_nothing_on_another_phone(app, phone, event, kepling, rows):
    form = kept_form(app, phone, event, own(kepling))

    answers = [send(one, event, form) for one in (app.test_client(), hold_mark(app, now()))]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert rows(Attendance) == []


def test_a_pass_is_worth_one_form_and_one_kegiatan(app, phone, make, event, kepling, rows):
    form = kept_form(app, phone, event, own(kepling))
    other = make.event()
    made_up = form | {"pas": form["pas"][:-1] + ("0" if form["pas"][-1] != "0" else "1")}
    older = form | {"pas": str(int(form["pas"].split(".")[0]) - 60) + form["pas"][10:]}

    answers = [
        send(phone, event, form | {"request_id": "0" * 32}),
        send(phone, event, form | {"pas": ""}),
        send(phone, event, made_up),
        send(phone, event, older),
        send(phone, other, form | {"person_id": make.invited(other).id}),
    ]

    assert [answer.status_code for answer in answers] == [403] * 5
    assert rows(Attendance) == []


def test_another_site_cannot_send_it(app, phone, event, kepling, rows):
    form = kept_form(app, phone, event, own(kepling))

    answers = [
        send(phone, event, form, headers=headers)
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"})
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert rows(Attendance) == []


def test_a_kiosk_gets_no_pass(app, event, kepling):
    kiosk = hold_ticket(app, event, now(), is_kiosk=True)

    page = kiosk.get(f"/h/{event.code}/orang/{kepling.id}").text

    assert 'name="pas"' not in page
    assert "waiting.js" not in page


def test_who_is_no_longer_invited_is_told_whom_to_ask(app, phone, event, kepling, rows):
    form = kept_form(app, phone, event, own(kepling), person_id="999")

    answer = send(phone, event, form)

    words = "Nama atau kegiatan ini sudah tidak ada di daftar. Silakan ke meja petugas."
    assert (answer.status_code, answer.json["words"]) == (404, words)
    assert rows(Attendance) == []


def test_without_a_signature_it_does_not_count(app, phone, event, kepling, rows):
    form = kept_form(app, phone, event, own(kepling), signature="")

    answer = send(phone, event, form)

    assert (answer.status_code, rows(Attendance)) == (422, [])


def test_what_staff_have_voided_stays_voided(app, phone, event, make, kepling, rows):
    form = kept_form(app, phone, event, own(kepling), timedelta(hours=1))
    send(phone, event, form)
    budi = make.account()
    with app.app_context():
        row = db.session.scalars(db.select(Attendance)).one()
        row.void("Salah orang", budi)
        db.session.commit()

    answer = send(phone, event, form)

    assert answer.status_code == 409
    assert "dibatalkan petugas" in answer.json["words"]
    assert len(rows(Attendance)) == 1


WALK_IN = {"name": "Ani", "position": "Staf", "institution": "Bank", "part": "peserta", "phone": ""}


def test_a_walk_in_whose_number_is_wrong_or_taken_is_entered_without_it(app, phone, event, rows):
    numbers = ["0812-3456-7890", "081234567890", "12"]
    for name, number in zip(["Ani", "Budi", "Cici"], numbers, strict=True):
        typed = WALK_IN | {"name": name, "phone": number}
        send(phone, event, kept_form(app, phone, event, "/tamu") | typed)

    assert [(row.name, row.phone) for row in rows(Attendance)] == [
        ("Ani", "+6281234567890"),
        ("Budi", None),
        ("Cici", None),
    ]


def test_two_walk_ins_of_one_name_who_named_no_institution_are_both_entered(
    app, phone, event, rows
):
    for nothing in ("-", "Tidak ada"):
        typed = WALK_IN | {"institution": nothing}
        send(phone, event, kept_form(app, phone, event, "/tamu") | typed)

    assert [(row.name, row.place) for row in rows(Attendance)] == [("Ani", "")] * 2


def test_a_walk_in_without_a_name_is_told_whom_to_ask(app, phone, event, rows):
    form = kept_form(app, phone, event, "/tamu") | WALK_IN | {"name": ""}

    answer = send(phone, event, form)

    assert (answer.status_code, rows(Attendance)) == (422, [])
    assert "meja petugas" in answer.json["words"]


def test_a_large_body_is_refused(app, phone, event, kepling):
    form = kept_form(app, phone, event, own(kepling), signature="1" * 100_000)

    assert send(phone, event, form).status_code == 413


def test_the_table_knows_that_nothing_arrives_before_it_was_signed(make, event):
    with pytest.raises(IntegrityError, match="received_after_signed"):
        make.attendance(event, signed_at=now(), received_at=now() - timedelta(minutes=1))
