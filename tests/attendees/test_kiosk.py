"""A device of the office at the desk: it signs for everybody and remembers nobody."""

from datetime import timedelta

from app.attendees.models import Attendance, Method
from app.columns import now
from tests.attendees.hall import code_of, hold_ticket, sign


def test_signing_at_a_kiosk_counts_as_the_desk_and_marks_no_phone(app, make, rows):
    event = make.event()
    kiosk = hold_ticket(app, event, now(), kind="kiosk")

    answer = sign(kiosk, event, make.invited(event))

    row = rows(Attendance)[0]
    assert (row.method, row.device, row.token_hash) == (Method.DESK, None, None)
    assert answer.location == f"/h/{event.code}/selesai/1"
    assert "balai_peserta" not in str(answer.headers)


def test_a_kiosk_returns_to_the_start_by_itself(app, make):
    event = make.event()
    kiosk = hold_ticket(app, event, now(), kind="kiosk")
    sign(kiosk, event, make.invited(event, name="Siti Aminah"))

    answer = kiosk.get(f"/h/{event.code}/selesai/1")

    assert answer.headers["Refresh"] == f"5; url=/h/{event.code}"
    assert "Peserta berikutnya" in answer.text
    assert "Siti Aminah" in answer.text


def test_a_kiosk_lasts_a_working_day(app, make):
    event = make.event()

    morning = hold_ticket(app, event, now() - timedelta(hours=11, minutes=50), kind="kiosk")
    yesterday = hold_ticket(app, event, now() - timedelta(hours=12, minutes=1), kind="kiosk")

    assert morning.get(f"/h/{event.code}/tamu").status_code == 200
    assert yesterday.get(f"/h/{event.code}/tamu").status_code == 403


def test_scanning_at_a_kiosk_leaves_it_a_kiosk(app, make, rows):
    event = make.event()
    kiosk = hold_ticket(app, event, now(), kind="kiosk")

    kiosk.get(f"/h/{event.code}?k={code_of(event)}")
    sign(kiosk, event, make.invited(event))

    assert rows(Attendance)[0].method is Method.DESK


def test_a_kiosk_offers_nothing_that_was_typed_before(app, make):
    event = make.event()

    page = hold_ticket(app, event, now(), kind="kiosk").get(f"/h/{event.code}/tamu").text

    assert "data-kiosk" in page
    assert 'autocomplete="off"' in page


def test_a_phone_cannot_look_up_receipts_by_number(app, make):
    event = make.event()
    make.attendance(event)

    assert hold_ticket(app, event, now()).get(f"/h/{event.code}/selesai/1").status_code == 404
