"""The notula of the demo: whole, approved, and a paper."""

from __future__ import annotations

from app.accounts.models import Account
from app.events.models import Event
from app.minutes.models import Minutes, State


def test_the_notula_of_february_is_approved_and_whole(demo, rows):
    [minutes] = rows(Minutes)

    assert (minutes.state, minutes.approver) == (State.APPROVED, "Pimpinan Contoh")
    assert minutes.content["facts"]["date"] == "Rabu, 4 Februari 2026"
    assert len(minutes.content["questions"]) == 4
    assert len(minutes.content["promises"]) == 2
    assert minutes.checked_at < minutes.approved_at
    assert [one["key"] for one in minutes.content["sections"] if one["body"]] == [
        "pembukaan",
        "materi-1",
        "pembahasan",
        "keputusan",
    ]


def test_it_can_be_read(demo, rows, log_in):
    petugas = log_in(next(one for one in rows(Account) if one.username == "petugas"))
    february = rows(Event)[0]

    page = petugas.get(f"/kegiatan/{february.code}/notula").text

    assert "<strong>tidak boleh berhenti di kantor pemerintah</strong>" in page
