"""The calendar file: right in WIB, one entry however often it is opened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from icalendar import Calendar

from app.events.models import Event, Status
from app.extensions import db

START = datetime(2037, 2, 4, 2, tzinfo=UTC)  # 09.00 WIB


def entry_of(browser, event):
    answer = browser.get(f"/undangan/{event.code}/kegiatan.ics")
    assert answer.status_code == 200
    calendar = Calendar.from_ical(answer.data)
    [entry] = calendar.walk("VEVENT")
    return answer, calendar, entry


def change(app, event, **values):
    with app.app_context():
        row = db.session.get_one(Event, event.id)
        for key, value in values.items():
            setattr(row, key, value)
        row.updated_at += timedelta(minutes=5)
        db.session.commit()


def test_it_says_nine_o_clock_in_wib(make, coming, invited):
    event = coming(starts_at=START, ends_at=START + timedelta(hours=3), title="Rapat; satu, dua")

    answer, calendar, entry = entry_of(invited(make.invitation(event, linked=True)), event)

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "kegiatan.ics" in answer.headers["Content-Disposition"]
    assert b"DTSTART;TZID=Asia/Jakarta:20370204T090000\r\n" in answer.data
    assert entry.start == START
    assert entry.end == START + timedelta(hours=3)
    [zone] = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == "Asia/Jakarta"
    assert zone.walk("STANDARD")[0]["TZOFFSETTO"].to_ical() == "+0700"
    assert str(entry["SUMMARY"]) == "Rapat; satu, dua"
    assert entry["STATUS"] == "CONFIRMED"


def test_without_an_end_none_is_invented(make, coming, invited):
    event = coming(ends_at=None)

    _, _, entry = entry_of(invited(make.invitation(event, linked=True)), event)

    assert "DTEND" not in entry


def test_a_moved_kegiatan_is_the_same_entry_in_a_newer_version(app, make, coming, invited):
    event = coming(starts_at=START, ends_at=None)
    browser = invited(make.invitation(event, linked=True))
    _, _, before = entry_of(browser, event)

    change(app, event, starts_at=START + timedelta(days=1), place="Aula Kecamatan")
    _, _, after = entry_of(browser, event)

    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.start == START + timedelta(days=1)
    assert str(after["LOCATION"]) == "Aula Kecamatan"


def test_one_that_is_called_off_is_taken_out_of_the_calendar(app, make, coming, invited):
    event = coming()
    browser = invited(make.invitation(event, linked=True))
    _, _, before = entry_of(browser, event)

    change(app, event, status=Status.CANCELLED, cancel_reason="Banjir")
    _, _, after = entry_of(browser, event)

    assert (after["UID"], after["STATUS"]) == (before["UID"], "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert "Banjir" in str(after["DESCRIPTION"])


def test_staff_who_move_it_make_the_version_grow(make, coming, invited, staff):
    event = coming()
    browser = invited(make.invitation(event, linked=True))
    _, _, before = entry_of(browser, event)

    staff.post(f"/kegiatan/{event.code}/batalkan", data={"reason": "Aula dipakai."})
    answer, _, after = entry_of(browser, event)

    assert after["STATUS"] == "CANCELLED", answer.text
    assert after["LAST-MODIFIED"].dt >= before["LAST-MODIFIED"].dt


def test_what_people_typed_ends_no_line_of_it(make, coming, invited):
    hostile = "Rapat\r\nBEGIN:VALARM\r\nACTION:DISPLAY"
    event = coming(title=hostile, agenda="a\nATTENDEE:mailto:x@y.id", theme="tema;,\\")

    answer, calendar, entry = entry_of(invited(make.invitation(event, linked=True)), event)

    parts = {part.name for part in calendar.walk()}
    assert parts == {"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD"}
    assert "ATTENDEE" not in entry
    assert all(len(line) <= 75 for line in answer.data.split(b"\r\n"))


def test_it_is_for_invited_persons_alone(make, coming, visitor):
    event = coming()
    make.invitation(event, linked=True)

    assert visitor.get(f"/undangan/{event.code}/kegiatan.ics").status_code == 404
