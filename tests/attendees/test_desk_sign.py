from datetime import timedelta

import pytest

from app.attendees.models import Attendance, Method
from app.audit import AuditEntry
from app.columns import now
from app.events.models import Event, Status
from app.extensions import db
from tests.browser import HTMX
from tests.factories import SIGNATURE


def sent(page):
    """The form as the page offers it, signed."""
    found = page.text.split('name="request_id"')[1].split('value="')[1]
    return {"request_id": found.split('"')[0], "signature": SIGNATURE}


def test_an_invited_person_signs_at_the_desk(make, log_in, rows):
    event = make.event()
    person = make.invited(event, name="Ani")
    budi = make.account(name="Budi")
    browser = log_in(budi)
    address = f"/meja/{event.code}/tanda-tangan/{person.id}"

    answer = browser.post(address, data=sent(browser.get(address)))

    [attendance] = rows(Attendance)
    assert (answer.status_code, answer.location) == (303, f"/meja/{event.code}")
    assert (attendance.person_id, attendance.method) == (person.id, Method.DESK)
    assert (attendance.signature, attendance.recorded_by) == (SIGNATURE, budi.id)
    assert [e.action for e in rows(AuditEntry)] == ["attendance.desk_sign"]


@pytest.mark.parametrize("drawn", ["", "10,10 11,11", "<svg onload=alert(1)>", "9999,1 1,1"])
def test_without_a_real_signature_nothing_is_written(make, staff, rows, drawn):
    event = make.event()
    person = make.invited(event)
    address = f"/meja/{event.code}/tanda-tangan/{person.id}"

    answer = staff.post(address, data=sent(staff.get(address)) | {"signature": drawn})

    assert answer.status_code == 422
    assert "Tanda tangan" in answer.text
    assert "onload" not in answer.text
    assert rows(Attendance) == []


@pytest.mark.parametrize("mark", ["", "x" * 32, "a" * 31, "a" * 33, "a" * 32 + "\n"])
def test_a_forged_form_mark_is_refused(make, staff, rows, mark):
    event = make.event()
    person = make.invited(event)
    data = {"request_id": mark, "signature": SIGNATURE}

    answer = staff.post(f"/meja/{event.code}/tanda-tangan/{person.id}", data=data)

    assert answer.status_code == 422
    assert rows(Attendance) == []


def test_the_second_desk_is_told_when_and_by_whom(make, log_in, rows):
    event = make.event()
    person = make.invited(event, name="Ani")
    first, second = log_in(make.account(name="Budi")), log_in(make.account(name="Citra"))
    address = f"/meja/{event.code}/tanda-tangan/{person.id}"
    data, late = sent(first.get(address)), sent(second.get(address))

    first.post(address, data=data)
    answer = second.post(address, data=late, follow_redirects=True)

    assert len(rows(Attendance)) == 1
    assert "Ani sudah tercatat pukul" in answer.text
    assert "oleh Budi" in answer.text


def test_somebody_who_is_there_is_not_asked_to_sign_again(make, staff):
    event = make.event()
    person = make.invited(event, name="Ani")
    make.attendance(event, person)

    answer = staff.get(f"/meja/{event.code}/tanda-tangan/{person.id}", follow_redirects=True)

    assert "lewat HP" in answer.text


def test_the_missing_signature_is_added(make, log_in, reload, rows):
    event = make.event()
    waiting = make.attendance(event, method=Method.HELPED, signature=None)
    before = reload(event).version
    budi = make.account()
    browser = log_in(budi)
    address = f"/meja/{event.code}/hadir/{waiting.id}/tanda-tangan"

    answer = browser.post(address, data=sent(browser.get(address)))

    done = reload(waiting)
    assert answer.status_code == 303
    assert (done.method, done.signature, done.recorded_by) == (Method.DESK, SIGNATURE, budi.id)
    assert done.signed_at == waiting.signed_at
    assert reload(event).version > before
    assert [e.action for e in rows(AuditEntry)] == ["attendance.desk_sign"]


def test_an_invited_person_who_asked_for_help_signs_from_the_missing_list_too(
    make, staff, reload, rows
):
    event = make.event()
    person = make.invited(event)
    address = f"/meja/{event.code}/tanda-tangan/{person.id}"
    data = sent(staff.get(address))
    waiting = make.attendance(event, person, method=Method.HELPED, signature=None)

    staff.post(address, data=data)

    assert reload(waiting).method is Method.DESK
    assert len(rows(Attendance)) == 1


def test_who_asked_for_help_is_led_to_the_missing_signature(make, staff):
    event = make.event()
    person = make.invited(event)
    waiting = make.attendance(event, person, method=Method.HELPED, signature=None)

    answer = staff.get(f"/meja/{event.code}/tanda-tangan/{person.id}")

    assert answer.location == f"/meja/{event.code}/hadir/{waiting.id}/tanda-tangan"


def test_the_notice_that_was_shown_is_kept_with_the_signature(make, staff, rows):
    event = make.event()
    person = make.invited(event)
    address = f"/meja/{event.code}/tanda-tangan/{person.id}"

    staff.post(address, data=sent(staff.get(address)))

    [attendance] = rows(Attendance)
    assert attendance.notice_version
    assert attendance.notice_at is not None


def test_the_drawing_is_sent_without_leaving_the_page(make, staff):
    event = make.event()
    person = make.invited(event)
    address = f"/meja/{event.code}/tanda-tangan/{person.id}"
    data = sent(staff.get(address))

    wrong = staff.post(address, data=data | {"signature": "1,1"}, headers=HTMX)
    right = staff.post(address, data=data, headers=HTMX)

    assert wrong.status_code == 422
    assert "<html" not in wrong.text
    assert "masih terlalu sedikit" in wrong.text
    assert (right.status_code, right.headers["HX-Redirect"]) == (204, f"/meja/{event.code}")


def test_a_signature_that_is_there_stays(make, staff, reload):
    event = make.event()
    signed = make.attendance(event)
    other = "100,100 500,20 100,20"
    address = f"/meja/{event.code}/hadir/{signed.id}/tanda-tangan"

    staff.post(address, data={"request_id": "a" * 32, "signature": other})

    assert reload(signed).signature == SIGNATURE


def test_the_missing_signature_may_stand_on_paper(make, staff, reload, rows):
    event = make.event()
    waiting = make.attendance(event, method=Method.HELPED, signature=None)

    staff.post(f"/meja/{event.code}/hadir/{waiting.id}/lembar")
    staff.post(f"/meja/{event.code}/hadir/{waiting.id}/lembar")

    assert reload(waiting).method is Method.PAPER
    assert [e.action for e in rows(AuditEntry)] == ["attendance.paper"]


def test_nobody_of_another_kegiatan_signs_here(make, staff, rows):
    event, other = make.event(), make.event()
    stranger = make.invited(other)
    waiting = make.attendance(other, method=Method.HELPED, signature=None)
    data = {"request_id": "a" * 32, "signature": SIGNATURE}

    for address in (
        f"tanda-tangan/{stranger.id}",
        f"tanda-tangan/{make.person().id}",
        f"hadir/{waiting.id}/tanda-tangan",
        f"hadir/{2**63}/tanda-tangan",
    ):
        assert staff.get(f"/meja/{event.code}/{address}").status_code == 404
        assert staff.post(f"/meja/{event.code}/{address}", data=data).status_code == 404
    assert staff.post(f"/meja/{event.code}/hadir/{waiting.id}/lembar").status_code == 404
    assert [one.id for one in rows(Attendance)] == [waiting.id]


@pytest.mark.parametrize(
    ("state", "status", "words"),
    [
        (Status.DRAFT, 403, "masih draf"),
        (Status.FINISHED, 403, "sudah selesai"),
        (Status.LOCKED, 403, "terkunci"),
        (Status.CANCELLED, 410, "dibatalkan"),
    ],
)
def test_a_kegiatan_that_is_not_open_takes_nobody(make, staff, rows, state, status, words):
    event = make.event(status=state, cancel_reason="banjir")
    person = make.invited(event)
    data = {"request_id": "a" * 32, "signature": SIGNATURE, "person": str(person.id)}

    for address in (f"tanda-tangan/{person.id}", f"wakil/{person.id}", "tamu", "lembar", "kios"):
        answer = staff.post(f"/meja/{event.code}/{address}", data=data)
        assert answer.status_code == status
        assert words in answer.text
    assert rows(Attendance) == []


def test_the_desk_goes_on_after_the_phones_were_turned_away(make, staff, rows):
    event = make.event(starts_at=now() - timedelta(days=2), ends_at=None)
    person = make.invited(event)
    data = {"request_id": "a" * 32, "signature": SIGNATURE}

    staff.post(f"/meja/{event.code}/tanda-tangan/{person.id}", data=data)

    assert len(rows(Attendance)) == 1


def test_a_scheduled_kegiatan_begins_with_the_first_at_the_desk_but_not_days_before(
    make, staff, rows, reload
):
    soon = make.event(status=Status.SCHEDULED)
    later = make.event(status=Status.SCHEDULED, starts_at=now() + timedelta(days=2), ends_at=None)
    data = {"request_id": "a" * 32, "signature": SIGNATURE}

    for event in (soon, later):
        person = make.invited(event)
        answer = staff.post(f"/meja/{event.code}/tanda-tangan/{person.id}", data=data)

    assert reload(soon).status is Status.RUNNING
    assert answer.status_code == 403
    assert "Meja baru dibuka" in answer.text
    assert len(rows(Attendance)) == 1
    assert len(rows(Event)) == 2


def test_a_kegiatan_that_ends_while_somebody_draws_answers_within_the_page(make, staff, rows, app):
    event = make.event()
    person = make.invited(event)
    address = f"/meja/{event.code}/tanda-tangan/{person.id}"
    data = sent(staff.get(address))
    with app.app_context():
        db.session.get(Event, event.id).status = Status.FINISHED
        db.session.commit()

    answer = staff.post(address, data=data, headers=HTMX)
    whole = staff.post(address, data=data)

    assert (answer.status_code, whole.status_code) == (403, 403)
    assert "<html" not in answer.text
    assert "<h1>Belum dapat dicatat</h1>" in answer.text
    assert "<html" in whole.text
    assert rows(Attendance) == []


def test_who_signed_at_a_kiosk_did_not_sign_on_a_phone(make, staff):
    event = make.event()
    person = make.invited(event, name="Ani")
    make.attendance(event, person, method=Method.DESK)

    answer = staff.get(f"/meja/{event.code}/tanda-tangan/{person.id}", follow_redirects=True)

    assert "WIB di meja petugas." in answer.text
    assert "lewat HP" not in answer.text


def test_an_old_form_sent_again_after_a_void_is_not_called_recorded(make, staff, rows):
    event = make.event()
    person = make.invited(event, name="Ani")
    address = f"/meja/{event.code}/tanda-tangan/{person.id}"
    old = sent(staff.get(address))
    staff.post(address, data=old)
    [first] = rows(Attendance)
    staff.post(f"/meja/{event.code}/hadir/{first.id}/batal", data={"reason": "Salah orang"})

    again = staff.post(address, data=old, follow_redirects=True)
    fresh = staff.post(address, data=sent(staff.get(address)), follow_redirects=True)
    late = staff.post(address, data=old, follow_redirects=True)

    assert "dari formulir ini sudah dibatalkan" in again.text
    assert "tercatat pukul" in fresh.text
    assert "Ani sudah tercatat pukul" in late.text
    assert [one.is_valid for one in rows(Attendance)] == [False, True]
