import re

import pytest

from app.audit import AuditEntry
from app.events.models import Status


def blank_of(browser, event, **fields):
    return browser.post(f"/kegiatan/{event.code}/hadir/lembar-kosong.pdf", data=fields)


def test_the_invited_stand_on_it_and_empty_rows_follow(make, staff, text_of):
    make.office()
    event = make.event(status=Status.DRAFT)
    make.invited(event, region=make.village(name="Perwira"), name="Siti Aminah")
    taken_off = make.person(name="Tidak Jadi")
    make.invitation(event, taken_off, withdrawn_at=event.starts_at)

    text = text_of(blank_of(staff, event, baris="12").data)

    assert re.search(r"1 +Siti Aminah +Lurah +Perwira", text)
    assert "Tidak Jadi" not in text
    assert re.findall(r"^ *(\d+)(?: |$)", text, re.MULTILINE) == [str(n) for n in range(1, 14)]
    assert re.search(r"Jumlah hadir: …+ orang", text)


def test_it_has_ten_empty_rows_unless_told_otherwise(make, staff):
    event = make.event()

    page = staff.get(f"/kegiatan/{event.code}/hadir")

    assert re.search(r'name="baris"[^>]*value="10"', page.text)


@pytest.mark.parametrize("rows", ["", "-1", "201", "banyak", "9" * 400, "1.5"])
def test_a_wrong_number_of_rows_is_refused_in_words(make, staff, rows):
    event = make.event()

    page = blank_of(staff, event, baris=rows)

    assert page.status_code == 422
    assert "Isi dengan angka 0 sampai 200, misalnya 10." in page.text


def test_it_is_recorded_too(make, staff, rows):
    event = make.event()

    blank_of(staff, event, baris="0")

    assert [entry.detail["kind"] for entry in rows(AuditEntry)] == ["lembar-kosong.pdf"]


def test_the_number_of_queries_does_not_grow(make, staff, queries):
    counts = []
    for people in (1, 5):
        event = make.event()
        for _ in range(people):
            make.invited(event)
        queries.clear()
        blank_of(staff, event, baris="0")
        counts.append(len(queries))

    assert counts[0] == counts[1]
