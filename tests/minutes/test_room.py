"""The room of the notula: most of it stands there before anybody writes."""

from __future__ import annotations

from datetime import date, time

import pytest

from app import wib
from app.accounts.models import Role
from app.attendees.models import Part
from app.directory.models import Post
from app.events.models import Status as Stage
from app.questions.models import Status
from app.sections.models import Section
from tests.minutes.paper import press, write


@pytest.fixture
def event(make):
    head = make.official(name="Agus Salim Lubis")
    return make.event(
        title="Sosialisasi BPJS",
        place="Aula Dinas",
        agenda="Pembukaan\nTanya jawab",
        starts_at=wib.at(date(2026, 2, 4), time(9)),
        ends_at=wib.at(date(2026, 2, 4), time(12)),
        letter_number="500.15.16/1/2026",
        letter_date=date(2026, 1, 30),
        note_taker="Rina Contoh",
        chair_id=head.id,
    )


def words_of(page):
    import re

    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def test_the_head_of_the_form_is_filled_in(make, staff, event):
    village = make.village(name="Perwira")
    make.attendance(event, make.person(village))
    make.attendance(event, make.person(make.neighbourhood(village)))
    make.attendance(event, make.person(make.neighbourhood(village)))
    make.attendance(event, part=Part.SPEAKER)
    make.presenter(event, name="Martin Cipto", position="Account Representative")

    words = words_of(staff.get(f"/kegiatan/{event.code}/notula"))

    for fact in (
        "Rabu, 4 Februari 2026",
        "Nomor 500.15.16/1/2026 tanggal 30 Januari 2026",
        "pukul 09.00 WIB s.d. 12.00 WIB",
        "Agus Salim Lubis, Kepala Dinas",
        "Rina Contoh",
        "Martin Cipto, Account Representative",
        "Lurah 1 orang Kepala Lingkungan 2 orang Narasumber 1 orang",
        "Jumlah hadir 4 orang; daftar hadir terlampir",
    ):
        assert fact in words


def test_first_texts_are_proposed_and_nothing_is_kept_by_reading_them(make, staff, event, rows):
    presenter = make.presenter(event, name="Martin Cipto", topic="Manfaat JKK", minutes=45)
    make.material(event, title="Ringkasan", presenter_id=presenter.id)
    make.question(event, status=Status.ANSWERED)
    make.follow_up(event)

    words = words_of(staff.get(f"/kegiatan/{event.code}/notula"))

    assert "Kegiatan dibuka pada hari Rabu, 4 Februari 2026, pukul 09.00 WIB, di Aula" in words
    assert "menyampaikan materi tentang “Manfaat JKK” selama 45 menit" in words
    assert "Bahan: Ringkasan." in words
    assert "1 pertanyaan dibahas, 1 di antaranya dijawab." in words
    assert "1 hal ditindaklanjuti" in words
    assert rows(Section) == []


def test_without_javascript_simple_marks_become_formats(make, staff, event, rows):
    answer = write(staff, event, "## Pembukaan\n\n- satu\n- **dua**")

    assert answer.location == f"/kegiatan/{event.code}/notula#bagian-pembukaan"
    [section] = rows(Section)
    assert section.body == "<h3>Pembukaan</h3><ul><li>satu</li><li><strong>dua</strong></li></ul>"
    assert "- **dua**" in staff.get(f"/kegiatan/{event.code}/notula").text


def test_the_editor_hears_when_its_text_was_kept(make, staff, event):
    by_script = {"X-Requested-With": "balai-editor"}
    data = {"text": "<p>Satu</p>", "marks": "html", "base": "0"}

    answer = staff.post(
        f"/kegiatan/{event.code}/notula/bagian/pembukaan", data=data, headers=by_script
    )

    assert answer.json["revision"] == 1


def test_answered_and_promised_questions_stand_in_it_by_themselves(make, staff, event):
    make.question(event, words="Sudah dijawab?", status=Status.ANSWERED)
    make.question(event, words="Dijanjikan?", status=Status.FOLLOWED_UP)
    make.question(event, words="Masih menunggu?", status=Status.SHOWN)

    table = (
        staff.get(f"/kegiatan/{event.code}/notula").text.split("<tbody>")[1].split("</tbody>")[0]
    )

    assert "Sudah dijawab?" in table
    assert "Dijanjikan?" in table
    assert "Masih menunggu?" not in table


def test_staff_choose_other_questions(make, staff, event):
    make.question(event, words="Sudah dijawab?", status=Status.ANSWERED)
    waits = make.question(event, words="Masih menunggu?", status=Status.SHOWN)

    press(staff, event, "pertanyaan", tanya=[waits.code])

    table = (
        staff.get(f"/kegiatan/{event.code}/notula").text.split("<tbody>")[1].split("</tbody>")[0]
    )
    assert "Masih menunggu?" in table
    assert "Sudah dijawab?" not in table


def test_who_does_not_want_to_be_named_is_not_named(make, staff, event):
    asker = make.attendance(event, make.person(make.village(name="Perwira"), name="Siti Rahasia"))
    make.question(event, asker, status=Status.ANSWERED, hides_name=True)

    page = staff.get(f"/kegiatan/{event.code}/notula").text

    assert "Peserta (nama tidak ditampilkan)" in page
    assert "Siti Rahasia" not in page
    assert "Perwira" not in page


def test_an_answer_that_waits_for_staff_is_not_told(make, staff, event):
    waits = make.question(event, status=Status.SHOWN, answer="Belum boleh", answered_by="Martin")
    press(staff, event, "pertanyaan", tanya=[waits.code])

    assert "Belum boleh" not in staff.get(f"/kegiatan/{event.code}/notula").text


def test_promises_stand_in_it_and_a_decision_can_become_one(make, staff, event):
    make.follow_up(event, what="Poster manfaat", responsible="Budi, Lurah Perwira")
    write(staff, event, "1. Poster dibagikan\n2. Loket dibuka di kelurahan", "keputusan")

    page = staff.get(f"/kegiatan/{event.code}/notula?keputusan=2").text

    assert "Poster manfaat" in page
    assert ">Loket dibuka di kelurahan</textarea>" in page


def test_a_promise_made_here_comes_back_here(make, staff, event):
    page = staff.get(f"/kegiatan/{event.code}/notula").text
    address = page.split('class="minutes-promise"')[1].split('action="')[1].split('"')[0]
    number = page.split('name="request_id" value="')[1].split('"')[0]
    sent = {
        "request_id": number,
        "region": "0",
        "what": "Loket dibuka",
        "who": "words",
        "words": "Ibu Sari, BPJS",
        "due_on": "2030-01-31",
    }

    answer = staff.post(address.replace("&amp;", "&"), data=sent)

    assert answer.location == f"/kegiatan/{event.code}/notula#tindak-lanjut"
    assert "Loket dibuka" in staff.get(f"/kegiatan/{event.code}/notula").text


def test_secretary_and_note_taker_can_be_named(make, staff, event):
    press(staff, event, "petugas", secretary="Dewi Contoh", note_taker="Andi Contoh")

    words = words_of(staff.get(f"/kegiatan/{event.code}/notula"))
    assert "Sekretaris Dewi Contoh Pencatat Andi Contoh" in words


def test_pimpinan_reads_and_cannot_write(make, log_in, event):
    lead = log_in(make.account(Role.LEAD))

    page = lead.get(f"/kegiatan/{event.code}/notula")

    assert page.status_code == 200
    assert "<textarea" not in page.text
    assert write(lead, event, "Satu", base="0").status_code == 403


def test_a_section_that_the_form_does_not_have_is_not_found(make, staff, event):
    assert write(staff, event, "Satu", "lain", base="0").status_code == 404
    assert staff.get(f"/kegiatan/{event.code}/notula/bagian/lain/riwayat").status_code == 404


def test_a_cancelled_kegiatan_takes_no_notula_and_the_text_stays(make, staff):
    event = make.event(status=Stage.CANCELLED, cancel_reason="Aula dipakai.")

    page = write(staff, event, "Tulisan saya", base="0")

    assert page.status_code == 409
    assert "Tulisan saya" in page.text


def test_the_number_of_queries_does_not_grow(make, staff, event, queries):
    def count():
        queries.clear()
        staff.get(f"/kegiatan/{event.code}/notula")
        return len(queries)

    def fill():
        make.question(event, status=Status.ANSWERED)
        make.follow_up(event)
        make.attendance(event)
        make.presenter(event)
        make.material(event)

    fill()
    few = count()
    for _ in range(4):
        fill()

    assert count() == few


def test_hostile_text_is_inert(make, staff, event):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}"
    make.presenter(event, name=evil, topic=evil)
    make.question(event, words=evil, status=Status.ANSWERED)
    make.follow_up(event, what=evil)
    write(staff, event, evil, marks="html")

    page = staff.get(f"/kegiatan/{event.code}/notula").text

    assert "<script>alert" not in page
    assert "<img" not in page
    assert ">49<" not in page


def test_presence_of_a_rank_is_counted_by_post(make, staff, event):
    make.attendance(event, make.person(make.district(), Post.DISTRICT_HEAD))
    make.attendance(event, name="Tamu")

    assert "Camat 1 orang Tamu 1 orang" in words_of(staff.get(f"/kegiatan/{event.code}/notula"))
