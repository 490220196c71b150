"""A device of the office at the desk: it signs for everybody and remembers nobody."""

from datetime import timedelta

from app.attendees import door
from app.attendees.kiosks import Kiosk, running_kiosks
from app.attendees.models import Attendance, Method
from app.columns import now
from tests.attendees.hall import code_of, form_of, hold_ticket, sign


def test_signing_at_a_kiosk_counts_as_the_desk_of_who_started_it(app, make, rows):
    event = make.event()
    siti = make.account()
    kiosk = hold_ticket(app, event, now(), kiosk_by=siti)

    answer = sign(kiosk, event, make.invited(event))

    row = rows(Attendance)[0]
    assert (row.method, row.token_hash) == (Method.DESK, None)
    assert (row.recorded_by, row.device) == (siti.id, rows(Kiosk)[0].device)
    assert answer.location == f"/h/{event.code}/selesai/1"
    assert "balai_peserta" not in str(answer.headers)


def test_a_kiosk_returns_to_the_start_by_itself(app, make):
    event = make.event()
    kiosk = hold_ticket(app, event, now(), is_kiosk=True)
    sign(kiosk, event, make.invited(event, name="Siti Aminah"))

    answer = kiosk.get(f"/h/{event.code}/selesai/1")

    assert "data-next" in answer.text  # kiosk.js looks first whether there is a line
    assert "Peserta berikutnya" in answer.text
    assert "Siti Aminah" in answer.text


def test_a_kiosk_lasts_a_working_day(app, make):
    event = make.event()

    morning = hold_ticket(app, event, now() - timedelta(hours=11, minutes=50), is_kiosk=True)
    yesterday = hold_ticket(app, event, now() - timedelta(hours=12, minutes=1), is_kiosk=True)

    assert morning.get(f"/h/{event.code}/tamu").status_code == 200
    assert yesterday.get(f"/h/{event.code}/tamu").status_code == 403


def test_scanning_at_a_kiosk_leaves_it_a_kiosk(app, make, rows):
    event = make.event()
    kiosk = hold_ticket(app, event, now(), is_kiosk=True)

    kiosk.get(f"/h/{event.code}?k={code_of(event)}")
    sign(kiosk, event, make.invited(event))

    assert rows(Attendance)[0].method is Method.DESK


def test_typing_the_digits_at_a_kiosk_leaves_it_a_kiosk(app, make, rows):
    event = make.event()
    kiosk = hold_ticket(app, event, now(), is_kiosk=True)

    answer = kiosk.post(f"/h/{event.code}/kode", data={"digits": door.digits(event, now())})
    sign(kiosk, event, make.invited(event))

    assert answer.status_code == 303
    assert rows(Attendance)[0].method is Method.DESK


def test_many_at_one_kiosk_are_no_shared_phone(app, make, staff):
    event = make.event()
    kiosk = hold_ticket(app, event, now(), is_kiosk=True)
    for name in ("Siti Aminah", "Budi Santoso"):
        sign(kiosk, event, make.invited(event, name=name))

    page = staff.get(f"/meja/{event.code}?saring=satu-hp").text

    assert "Siti Aminah" not in page


def test_who_has_signed_at_a_kiosk_before_gets_no_receipt_there(app, make):
    event = make.event()
    kepling = make.invited(event)
    kiosk = hold_ticket(app, event, now(), is_kiosk=True)
    sign(kiosk, event, kepling)

    again = kiosk.get(f"/h/{event.code}/orang/{kepling.id}")

    assert "Sudah tercatat" in again.text
    assert "balai_peserta" not in str(again.headers)
    assert "Lihat bukti" not in again.text


def test_a_kiosk_shows_only_whom_it_has_just_recorded(app, make):
    event = make.event()
    here, there = (hold_ticket(app, event, now(), is_kiosk=True) for _ in range(2))
    sign(here, event, make.invited(event, name="Siti Aminah"))
    sign(there, event, make.invited(event, name="Budi Santoso"))
    old = make.attendance(event, signed_at=now() - timedelta(minutes=3), device="kios:1")

    mine = here.get(f"/h/{event.code}/selesai/1")
    others = [here.get(f"/h/{event.code}/selesai/{n}") for n in (2, old.number)]

    assert "Siti Aminah" in mine.text
    assert [(one.status_code, one.location) for one in others] == [(303, f"/h/{event.code}")] * 2


def test_an_ended_kiosk_opens_nothing_wherever_its_cookies_are(app, make, staff, rows):
    event = make.event()
    kepling = make.invited(event)
    kiosk = hold_ticket(app, event, now(), is_kiosk=True)
    copy = app.test_client()
    for cookie in kiosk._cookies.values():
        copy.set_cookie(cookie.key, cookie.value)
    form = form_of(copy.get(f"/h/{event.code}/orang/{kepling.id}"))

    staff.post(f"/meja/{event.code}/kios/{rows(Kiosk)[0].id}/akhiri")

    for browser in (kiosk, copy):
        assert browser.get(f"/h/{event.code}/tamu").status_code == 403
        assert browser.post(f"/h/{event.code}/hadir", data=form).status_code == 403
        assert "Pindai kode QR di layar" in browser.get(f"/h/{event.code}").text
    assert rows(Attendance) == []


def test_a_kiosk_ends_with_the_day_of_the_kegiatan(app, make):
    event = make.event()
    moment = event.door_closes_at - timedelta(minutes=10)
    hold_ticket(app, event, moment, is_kiosk=True)

    with app.app_context():
        assert running_kiosks(event, event.door_closes_at - timedelta(seconds=1))
        assert not running_kiosks(event, event.door_closes_at)


def test_a_phone_asks_for_no_kiosk(app, make, queries):
    event = make.event()
    phone = hold_ticket(app, event, now())
    queries.clear()

    phone.get(f"/h/{event.code}/tamu")

    assert not [query for query in queries if "kiosk" in query]


def test_a_kiosk_offers_nothing_that_was_typed_before(app, make):
    event = make.event()

    page = hold_ticket(app, event, now(), is_kiosk=True).get(f"/h/{event.code}/tamu").text

    assert "data-kiosk" in page
    assert 'autocomplete="off"' in page


def test_a_phone_cannot_look_up_receipts_by_number(app, make):
    event = make.event()
    make.attendance(event)

    assert hold_ticket(app, event, now()).get(f"/h/{event.code}/selesai/1").status_code == 404
