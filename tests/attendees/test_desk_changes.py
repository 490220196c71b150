import re
from threading import Barrier, Thread

import pytest

from app.attendees.models import Attendance, Method, Part
from app.audit import AuditEntry
from app.events.models import Event, Status
from app.extensions import db

TYPED = {"name": "Ani", "position": "Staf", "place": "Bank", "sex": "P", "part": "tamu"}


def test_a_typing_mistake_is_corrected_and_remembered(make, log_in, reload, rows):
    event = make.event()
    attendance = make.attendance(event, name="Anni", position="Staf", institution="Bank")
    budi = make.account()
    before = reload(event).version

    answer = log_in(budi).post(f"/meja/{event.code}/hadir/{attendance.id}", data=TYPED)

    mended = reload(attendance)
    assert answer.status_code == 303
    assert (mended.name, mended.sex, mended.part) == ("Ani", "P", Part.GUEST)
    assert reload(event).version == before + 1
    [entry] = rows(AuditEntry)
    assert (entry.action, entry.account_id) == ("attendance.correct", budi.id)
    assert entry.detail == {"number": 1, "fields": ["name", "sex"]}


def test_what_stood_there_before_a_correction_is_not_lost(make, log_in, reload):
    event = make.event()
    attendance = make.attendance(event, name="Anni", position="Staf", institution="Bank")
    browser = log_in(make.account(name="Budi"))
    address = f"/meja/{event.code}/hadir/{attendance.id}"
    browser.post(address, data=TYPED)
    browser.post(address, data=TYPED | {"name": "Ani S."})

    page = browser.get(address).text
    browser.post(f"{address}/batal", data={"reason": "Salah orang"})
    desk = browser.get(f"/meja/{event.code}").text

    kept = reload(attendance).corrections
    assert [(was["field"], was["old"], was["by"]) for was in kept] == [
        ("name", "Anni", "Budi"),
        ("sex", "", "Budi"),
        ("name", "Ani", "Budi"),
    ]
    for text in (page, desk):
        assert "Nama semula “Anni”, diubah Budi pada" in text
        assert "Jenis kelamin semula kosong" in text
        assert "Nama semula “Ani”" in text


def test_a_corrected_guest_is_known_by_the_new_name(make, staff, reload):
    event = make.event()
    attendance = make.attendance(event, name="Anni", institution="Bank")

    staff.post(f"/meja/{event.code}/hadir/{attendance.id}", data=TYPED)

    assert make.attendance(event, name="Ani", institution="Bank").id == attendance.id
    assert make.attendance(event, name="Anni", institution="Bank").id != attendance.id


def test_a_correction_never_makes_two_of_one_guest(make, staff, reload):
    event = make.event()
    make.attendance(event, name="Ani", institution="Bank")
    attendance = make.attendance(event, name="Anni", institution="Bank")

    answer = staff.post(f"/meja/{event.code}/hadir/{attendance.id}", data=TYPED)

    assert answer.status_code == 422
    assert "sudah tercatat. Bila orangnya sama, batalkan salah satu" in answer.text
    assert 'value="Ani"' in answer.text
    assert reload(attendance).name == "Anni"


def test_correcting_nothing_leaves_no_trace(make, staff, rows):
    event = make.event()
    attendance = make.attendance(event, name="Ani", sex="P")

    staff.post(f"/meja/{event.code}/hadir/{attendance.id}", data=TYPED)

    assert rows(AuditEntry) == []


def test_the_page_offers_what_is_recorded(make, staff):
    event = make.event()
    attendance = make.attendance(event, name="Ani <b>", sex="P")

    page = staff.get(f"/meja/{event.code}/hadir/{attendance.id}")

    assert 'value="Ani &lt;b&gt;"' in page.text
    assert re.search(r'checked[^>]*value="P"', page.text)
    assert re.search(r'checked[^>]*value="tamu"', page.text)


@pytest.mark.parametrize("wrong", [{"name": ""}, {"name": "x" * 231}, {"part": "x"}, {"sex": "Z"}])
def test_a_wrong_correction_comes_back_and_changes_nothing(make, staff, reload, wrong):
    event = make.event()
    attendance = make.attendance(event, name="Anni")

    answer = staff.post(f"/meja/{event.code}/hadir/{attendance.id}", data=TYPED | wrong)

    assert answer.status_code == 422
    assert "Belum tersimpan" in answer.text
    assert reload(attendance).name == "Anni"


def test_who_it_was_and_how_they_signed_cannot_be_corrected(make, staff, reload):
    event = make.event()
    attendance = make.attendance(event, make.invited(event))
    extra = {"person_id": 1_000, "signature": "", "method": "lembar", "number": 9, "event_id": 9}

    staff.post(f"/meja/{event.code}/hadir/{attendance.id}", data=TYPED | extra)

    mended = reload(attendance)
    assert mended.name == "Ani"
    assert (mended.person_id, mended.method) == (attendance.person_id, Method.PHONE)
    assert (mended.signature, mended.number) == (attendance.signature, 1)


def test_a_void_needs_a_reason_and_keeps_the_row(make, log_in, reload, rows):
    event = make.event()
    attendance = make.attendance(event, name="Ani")
    budi = make.account()
    browser = log_in(budi)
    address = f"/meja/{event.code}/hadir/{attendance.id}/batal"

    without = browser.post(address, data={"reason": "  "})
    still_valid = reload(attendance).is_valid
    answer = browser.post(address, data={"reason": "Salah orang"}, follow_redirects=True)

    voided = reload(attendance)
    assert without.status_code == 422
    assert "Tuliskan alasannya." in without.text
    assert still_valid
    assert "dihapus dari daftar hadir" in answer.text
    assert (voided.void_reason, voided.voided_by) == ("Salah orang", budi.id)
    assert voided.signature == attendance.signature
    [entry] = rows(AuditEntry)
    assert entry.action == "attendance.void"
    assert entry.detail == {"number": 1}


def test_live_pages_hear_of_a_void(make, staff, reload):
    event = make.event()
    attendance = make.attendance(event)
    before = reload(event).version

    staff.post(f"/meja/{event.code}/hadir/{attendance.id}/batal", data={"reason": "x"})

    assert reload(event).version == before + 1


def test_after_a_void_the_person_can_sign_again(make, staff, rows):
    event = make.event()
    person = make.invited(event)
    first = make.attendance(event, person)
    staff.post(f"/meja/{event.code}/hadir/{first.id}/batal", data={"reason": "x"})

    second = make.attendance(event, person)

    assert (second.id, second.number) != (first.id, first.number)
    assert [one.is_valid for one in rows(Attendance)] == [False, True]


def test_a_voided_row_is_history(make, staff, reload):
    event = make.event()
    attendance = make.attendance(event, name="Anni")
    address = f"/meja/{event.code}/hadir/{attendance.id}"
    staff.post(f"{address}/batal", data={"reason": "pertama"})

    again = staff.post(f"{address}/batal", data={"reason": "kedua"})
    correction = staff.post(address, data=TYPED)

    assert (again.status_code, correction.status_code) == (404, 404)
    assert reload(attendance).void_reason == "pertama"
    assert reload(attendance).name == "Anni"


def test_two_desks_void_once(make, log_in, rows):
    event = make.event()
    attendance = make.attendance(event)
    desks = [log_in(make.account()) for _ in range(4)]
    start, answers = Barrier(len(desks)), []

    def void(desk):
        start.wait()
        address = f"/meja/{event.code}/hadir/{attendance.id}/batal"
        answers.append(desk.post(address, data={"reason": "x"}).status_code)

    threads = [Thread(target=void, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [303, 404, 404, 404]
    assert len(rows(AuditEntry)) == 1


def test_rows_of_another_kegiatan_are_not_found(make, staff, reload):
    event, other = make.event(), make.event()
    stranger = make.attendance(other, name="Anni")
    address = f"/meja/{event.code}/hadir/{stranger.id}"

    assert staff.get(address).status_code == 404
    assert staff.post(address, data=TYPED).status_code == 404
    assert staff.post(f"{address}/batal", data={"reason": "x"}).status_code == 404
    assert reload(stranger).is_valid
    assert reload(stranger).name == "Anni"


def test_a_finished_kegiatan_can_still_be_mended_a_locked_one_not(app, make, staff, reload):
    event = make.event()
    attendance = make.attendance(event, name="Anni")
    address = f"/meja/{event.code}/hadir/{attendance.id}"

    def now_it_is(status):
        with app.app_context():
            db.session.get(Event, event.id).status = status
            db.session.commit()

    now_it_is(Status.FINISHED)
    mended = staff.post(address, data=TYPED)
    now_it_is(Status.LOCKED)
    refused = staff.post(address, data=TYPED | {"name": "Lain"})
    voiding = staff.post(f"{address}/batal", data={"reason": "x"})

    assert (mended.status_code, refused.status_code, voiding.status_code) == (303, 403, 403)
    assert "terkunci" in refused.text
    assert reload(attendance).name == "Ani"
    assert reload(attendance).is_valid
