"""A signature that waited in a kiosk: the kiosk's ticket lets it in, unless staff took it back."""

from datetime import timedelta

import pytest

from app.attendees.kiosks import Kiosk
from app.attendees.models import Attendance, Method
from app.columns import now
from app.events.models import Status
from app.extensions import db
from tests.attendees.hall import come_in, hold_ticket, sign
from tests.factories import SIGNATURE
from tests.questions.phones import change


@pytest.fixture
def event(make):
    return make.event(starts_at=now() - timedelta(hours=5), ends_at=now() + timedelta(hours=2))


@pytest.fixture
def siti(make, event):
    return make.invited(event, name="Siti Aminah")


@pytest.fixture
def petugas(make):
    return make.account(name="Budi")


@pytest.fixture
def kiosk(app, event, petugas):
    """A tablet that became a kiosk four hours ago."""
    return hold_ticket(app, event, now() - timedelta(hours=4), kiosk_by=petugas)


def kept(person=None, ago=timedelta(hours=2), **fields):
    form = {"request_id": "a" * 32, "signature": SIGNATURE, "how": "meja"}
    form["signed_at"] = str(int((now() - ago).timestamp()))
    return form | ({"person_id": person.id} if person else {}) | fields


def send(browser, event, form):
    return browser.post(f"/h/{event.code}/kios/susulan", data=form)


WALK_IN = {"name": "Ani Lubis", "position": "Staf", "institution": "Bank Sumut"}


def test_it_counts_from_when_it_was_signed(kiosk, event, siti, petugas, staff, rows):
    form = kept(siti)

    answer = send(kiosk, event, form)

    row = rows(Attendance)[0]
    assert (answer.status_code, answer.json["number"]) == (200, 1)
    assert "Set-Cookie: balai_peserta" not in str(answer.headers)
    assert (row.method, row.recorded_by) == (Method.DESK, petugas.id)
    assert row.device == rows(Kiosk)[0].device
    assert int(row.signed_at.timestamp()) == int(form["signed_at"])
    assert row.notice_at == row.signed_at
    assert "terkirim" in staff.get(f"/meja/{event.code}").text


def test_however_often_it_is_sent_it_makes_one_row_and_one_answer(kiosk, event, siti, rows):
    answers = [send(kiosk, event, kept(siti)).json for _ in range(3)]

    assert answers[0] == answers[1] == answers[2]
    assert len(rows(Attendance)) == 1


def test_an_answer_that_got_lost_makes_no_second_row(kiosk, event, siti, rows):
    kiosk.post(f"/h/{event.code}/hadir", data=kept(siti))

    answer = send(kiosk, event, kept(siti))

    assert (answer.status_code, "known" in answer.json) == (200, False)
    assert len(rows(Attendance)) == 1


def test_who_signed_on_the_own_phone_meanwhile_is_not_doubled(app, kiosk, event, siti, rows, staff):
    sign(come_in(app, event), event, siti)

    answer = send(kiosk, event, kept(siti))

    assert (answer.status_code, answer.json["known"]) == (200, True)
    assert "lewat HP" in answer.json["words"]
    assert [row.method for row in rows(Attendance)] == [Method.PHONE]
    assert "oleh Kios 1 (tanda tangan)." in staff.get(f"/meja/{event.code}").text


def test_a_walk_in_and_who_asks_for_help_come_along(kiosk, event, siti, rows):
    send(kiosk, event, kept(**WALK_IN))
    send(kiosk, event, kept(siti, request_id="b" * 32, signature="", dibantu="1"))

    assert [(row.name, row.method) for row in rows(Attendance)] == [
        ("Ani Lubis", Method.DESK),
        ("Siti Aminah", Method.HELPED),
    ]


def test_a_typed_name_of_an_invited_person_is_asked_about(kiosk, event, siti, rows):
    form = kept(**WALK_IN | {"name": "siti aminah"})

    asked = send(kiosk, event, form)
    send(kiosk, event, form | {"orang_lain": "1"})

    assert (asked.status_code, asked.json["names"][0]["id"]) == (409, siti.id)
    assert len(rows(Attendance)) == 1


def test_a_kiosk_that_was_taken_back_is_refused(app, kiosk, event, siti, rows):
    with app.app_context():
        db.session.scalars(db.select(Kiosk)).one().end(now())
        db.session.commit()

    answers = [kiosk.get(f"/h/{event.code}/kios/susulan"), send(kiosk, event, kept(siti))]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "diakhiri petugas" in answers[1].json["words"]
    assert rows(Attendance) == []


def test_a_kiosk_whose_time_is_over_still_sends_what_was_signed_before(app, kiosk, event, siti):
    with app.app_context():
        db.session.scalars(db.select(Kiosk)).one().ends_at = now() - timedelta(hours=1)
        db.session.commit()

    before = send(kiosk, event, kept(siti))
    after = send(kiosk, event, kept(ago=timedelta(minutes=30), request_id="b" * 32, **WALK_IN))

    assert before.status_code == 200
    assert after.status_code == 422
    assert "di luar jam kios" in after.json["words"]


def test_nothing_is_signed_before_the_kiosk_began(kiosk, event, siti, rows):
    answer = send(kiosk, event, kept(siti, timedelta(hours=4, minutes=5)))

    assert (answer.status_code, rows(Attendance)) == (422, [])


def test_a_kiosk_whose_clock_is_a_little_slow_loses_nobody(kiosk, event, siti):
    answer = send(kiosk, event, kept(siti, timedelta(hours=4, seconds=30)))

    assert answer.status_code == 200


def test_twelve_hours_at_most(app, event, siti, rows):
    kiosk = hold_ticket(app, event, now() - timedelta(hours=13), is_kiosk=True)

    answer = send(kiosk, event, kept(siti, timedelta(hours=12.1)))

    assert (answer.status_code, rows(Attendance)) == (410, [])


def test_phones_strangers_and_kiosks_of_elsewhere_are_refused(app, make, event, siti, rows):
    elsewhere = hold_ticket(app, make.event(), now(), is_kiosk=True)

    for browser in (come_in(app, event), app.test_client(), elsewhere):
        assert browser.get(f"/h/{event.code}/kios/susulan").status_code == 403
        assert send(browser, event, kept(siti)).status_code == 403
    assert rows(Attendance) == []


@pytest.mark.parametrize(
    ("status", "code"),
    [(Status.FINISHED, 200), (Status.CANCELLED, 410), (Status.LOCKED, 410), (Status.DRAFT, 404)],
)
def test_the_kegiatan_may_have_ended_but_not_been_closed(app, kiosk, event, siti, status, code):
    change(app, event, {"status": status, "cancel_reason": "Banjir."})

    answer = send(kiosk, event, kept(siti))

    assert answer.status_code == code
    assert code == 200 or answer.json["words"]


def test_without_a_signature_it_does_not_count(kiosk, event, siti, rows):
    assert send(kiosk, event, kept(siti, signature="")).status_code == 422
    assert rows(Attendance) == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"signature": ""}, "Isian belum lengkap, jadi belum dapat dicatat."),
        ({"person_id": "999"}, "Nama atau kegiatan ini sudah tidak ada di daftar."),
    ],
)
def test_kiosk_and_desk_say_the_same_and_what_staff_can_do(kiosk, staff, event, siti, wrong, words):
    form = kept(siti) | wrong
    places = {kiosk: f"/h/{event.code}/kios/susulan", staff: f"/meja/{event.code}/susulan"}

    answers = [browser.post(place, data=form) for browser, place in places.items()]

    said = f"{words} Catat orangnya di meja."
    assert [answer.json["words"] for answer in answers] == [said, said]


def test_a_kiosk_takes_along_the_names_and_no_numbers(make, kiosk, event, siti):
    village = make.village(name="Perwira")
    make.invited(event, name="Budi", region=make.neighbourhood(village, 2), phone="+628123456789")

    told = kiosk.get(f"/h/{event.code}/kios/susulan?daftar")

    [budi] = [one for one in told.json["people"] if one[1] == "Budi"]
    assert budi[3:] == ["Perwira", "Perwira / Lingk. II", False]
    assert "+628123456789" not in told.text
