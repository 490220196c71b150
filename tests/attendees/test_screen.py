"""The projector."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from app.accounts.models import Role
from app.attendees import door
from app.attendees.projecting import agenda
from app.audit import AuditEntry
from app.columns import now
from app.events.models import Status


def test_the_projector_shows_code_digits_address_and_counter(app, make, staff):
    app.config["BASE_URL"] = "https://balai.contoh.go.id"
    event = make.event(title="Sosialisasi BPU", agenda="Pembukaan\nPenutup")
    make.invited(event)
    make.attendance(event, make.invited(event))

    page = staff.get(f"/layar/{event.code}").text

    digits = door.digits(event, now())
    assert "Sosialisasi BPU" in page
    assert f"<span>{digits[:3]}</span> <span>{digits[3:]}</span>" in page
    assert f"<strong>balai.contoh.go.id/h/{event.code}</strong>" in page
    assert ">1</strong> <span>hadir dari 2 undangan" in page
    assert "Pembukaan" in page
    assert "<svg" in page


def test_the_clock_is_written_as_html_writes_moments(make, staff):
    page = staff.get(f"/layar/{make.event().code}").text

    assert re.search(r'<time datetime="[\d-]+T[\d:]+\+00:00">', page)


def test_the_qr_leads_to_the_configured_house_whatever_host_asks(app, make, staff, monkeypatch):
    app.config["BASE_URL"] = "https://balai.contoh.go.id"
    seen = []
    monkeypatch.setattr("app.attendees.projecting.qr", lambda address: seen.append(address) or "")
    event = make.event()

    staff.get(f"/layar/{event.code}")  # asked as localhost

    code = door.code(event, now())
    assert seen == [f"https://balai.contoh.go.id/h/{event.code}?k={code}"]


def test_the_fragment_says_when_to_ask_again_and_when_the_code_dies(make, staff):
    event = make.event()

    page = staff.get(f"/layar/{event.code}/kode").text

    left = int(re.search(r'data-next="(\d+)"', page)[1])
    dies = int(re.search(r'data-dies="(\d+)"', page)[1])
    assert 0 <= left <= 30_000
    assert dies == left + 60_000
    assert "<html" not in page


def test_nothing_new_in_the_hall_is_a_304(make, staff):
    event = make.event()
    first = staff.get(f"/layar/{event.code}/hadir")
    again = staff.get(
        f"/layar/{event.code}/hadir", headers={"If-None-Match": first.headers["ETag"]}
    )

    make.attendance(event)
    later = staff.get(
        f"/layar/{event.code}/hadir", headers={"If-None-Match": first.headers["ETag"]}
    )

    assert (first.status_code, again.status_code, later.status_code) == (200, 304, 200)
    assert "1</strong>" in later.text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            {"status": Status.SCHEDULED, "starts_at": now() + timedelta(days=3)},
            "Pencatatan kehadiran dibuka",
        ),
        ({"status": Status.FINISHED}, "sudah ditutup"),
        ({"status": Status.CANCELLED, "cancel_reason": "Hujan deras"}, "Hujan deras"),
        ({"status": Status.DRAFT}, "masih draf"),
    ],
)
def test_a_shut_door_is_told_in_words(make, staff, values, words):
    event = make.event(ends_at=None, **values)

    page = staff.get(f"/layar/{event.code}").text

    assert words in page
    assert "<svg" not in page


def test_the_item_whose_hour_has_come_is_current(make):
    start = datetime(2026, 2, 4, 2, 0, tzinfo=UTC)  # 09.00 WIB
    items = "09.00 Pembukaan\n09.30 Materi\n10:30 Tanya jawab\n11.45 Penutup\nDoa"
    event = make.event(starts_at=start, agenda=items)

    at_ten = agenda(event, start + timedelta(hours=1))
    before = agenda(event, start - timedelta(hours=1))
    next_day = agenda(event, start + timedelta(days=1))

    assert [i.text for i in at_ten if i.is_current] == ["09.30 Materi"]
    assert [i.text for i in before if i.is_current] == []
    assert [i.text for i in next_day if i.is_current] == []


def test_a_frozen_code_can_be_printed_and_stays_valid(app, make, staff, rows, visitor):
    event = make.event()

    answer = staff.post(f"/layar/{event.code}/bekukan")
    page = staff.get(answer.location).text
    frozen = door.frozen_code(rows(type(event))[0])

    assert (answer.status_code, answer.location) == (303, f"/layar/{event.code}/cetak")
    assert "<svg" in page
    assert visitor.get(f"/h/{event.code}?k={frozen}").status_code == 303
    assert [entry.action for entry in rows(AuditEntry)] == ["door.freeze"]


def test_freezing_twice_keeps_the_sheets_on_the_wall_valid(make, staff, rows):
    event = make.event()

    staff.post(f"/layar/{event.code}/bekukan")
    first = rows(type(event))[0].door_frozen
    staff.post(f"/layar/{event.code}/bekukan")

    assert rows(type(event))[0].door_frozen == first


def test_a_released_code_is_worthless(make, staff, rows, visitor):
    event = make.event()
    staff.post(f"/layar/{event.code}/bekukan")
    frozen = door.frozen_code(rows(type(event))[0])

    staff.post(f"/layar/{event.code}/lepas")

    assert visitor.get(f"/h/{event.code}?k={frozen}").status_code == 403
    assert [entry.action for entry in rows(AuditEntry)] == ["door.freeze", "door.unfreeze"]


def test_pimpinan_may_look_and_not_freeze(make, log_in):
    event = make.event()
    lead = log_in(make.account(Role.LEAD))

    assert lead.get(f"/layar/{event.code}").status_code == 200
    assert lead.post(f"/layar/{event.code}/bekukan").status_code == 403
    assert lead.get(f"/layar/{event.code}/cetak").status_code == 403


def test_a_stranger_sees_no_code(make, visitor):
    event = make.event()

    for path in ("", "/kode", "/hadir", "/cetak"):
        assert visitor.get(f"/layar/{event.code}{path}").status_code == 303
