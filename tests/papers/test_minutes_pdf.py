"""The notula on paper, read back: words, order, tags, pages, and what hostile text does to it."""

from __future__ import annotations

import io
import re
import time
from datetime import date
from datetime import time as hour

import pikepdf
import pytest

from app import wib
from app.accounts.models import Role
from app.audit import AuditEntry
from app.events.models import Event
from app.extensions import db
from app.papers import minutes_paper
from app.questions.models import Status
from tests.minutes.paper import approve, lock, press, write

START = wib.at(date(2026, 2, 4), hour(9))


@pytest.fixture
def event(make):
    make.office(address="Jalan Sudirman", phone="(0623) 595000")
    head = make.official(name="Agus Salim Lubis", nip="196804111993031009")
    return make.event(
        title="Sosialisasi Program BPJS Ketenagakerjaan",
        place="Aula Dinas",
        agenda="Pembukaan\nTanya jawab",
        starts_at=START,
        ends_at=wib.at(date(2026, 2, 4), hour(12)),
        letter_number="500.15.16/1/2026",
        letter_date=date(2026, 1, 30),
        note_taker="Rina Contoh",
        chair_id=head.id,
    )


def pdf_of(browser, event):
    answer = browser.post(f"/kegiatan/{event.code}/dokumen/notula.pdf")
    assert answer.status_code == 200
    return answer.data


def in_order(text, *words):
    """Whether the words stand in the text, each after the one before."""
    place = 0
    for one in words:
        place = text.index(one, place) + len(one)
    return True


def test_it_follows_the_official_form(make, staff, event, text_of, rows):
    make.attendance(event, make.person(make.village(name="Perwira")))
    make.presenter(event, name="Martin Cipto", topic="Manfaat JKK")
    given = {"answer": "Rp16.800 sebulan.", "answered_by": "Martin Cipto", "answered_at": START}
    make.question(event, status=Status.ANSWERED, words="Berapa iurannya?", **given)
    make.follow_up(event, what="Poster manfaat", due_on=date(2027, 3, 1))
    write(staff, event, "1. Informasi diteruskan kepada warga", "keputusan")

    text = text_of(pdf_of(staff, event))

    assert in_order(
        text,
        "DINAS KETENAGAKERJAAN",
        "NOTULA",
        "Sidang/Rapat",
        "Rabu, 4 Februari 2026",
        "Nomor 500.15.16/1/2026 tanggal 30 Januari 2026",
        "pukul 09.00 WIB s.d. 12.00",
        "Aula Dinas",
        "Acara",
        "Ketua",
        "Agus Salim Lubis, Kepala Dinas",
        "Sekretaris",
        "Pencatat",
        "Rina Contoh",
        "Narasumber",
        "Martin Cipto",
        "Lurah 1 orang",
        "jumlah hadir 1 orang; daftar hadir terlampir",
        "1. Kata Pembukaan",
        "2. Pembahasan",
        "a. Materi",
        "b. Tanya Jawab",
        "Penanya",
        "Berapa iurannya?",
        "3. Keputusan/Kesimpulan",
        "Informasi diteruskan",
        "4. Tindak Lanjut",
        "Poster manfaat",
        "1 Maret 2027",
        "Pencatat,",
        "Pimpinan Sidang/Rapat,",
        "Rina Contoh",
        "Agus Salim Lubis",
        "NIP 19680411 199303 1 009",
        "Lampiran: Daftar Hadir; Materi; Dokumentasi",
        "Halaman",
    )
    assert rows(AuditEntry)[-1].detail["kind"] == "notula.pdf"


def test_it_is_tagged_titled_and_its_letters_are_inside(make, staff, event, facts_of):
    make.question(event, status=Status.ANSWERED)
    pdf = pdf_of(staff, event)

    facts = facts_of(pdf)
    tags = facts_of(pdf, "-struct")

    assert re.search(r"Title: +Notula – Sosialisasi Program BPJS", facts)
    assert re.search(r"Tagged: +yes", facts)
    for tag in ("H1", "H2", "Table", "TH", "TD"):
        assert tag in tags
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang).startswith("id")


def test_formats_reach_the_paper(staff, event, text_of):
    marks = "## Judul kecil\n\n**tebal** dan *miring*\n\n- satu\n  - dua\n\n"
    marks += "| A | B |\n|---|---|\n| 1 | 2 |"
    write(staff, event, marks)

    text = text_of(pdf_of(staff, event))

    assert in_order(text, "Judul kecil", "tebal dan miring", "satu", "dua", "A", "B", "1", "2")
    assert "\ufffd" not in text


def test_a_draft_says_so_and_an_approved_one_does_not(make, log_in, staff, event, text_of):
    assert "Draf, belum disetujui" in text_of(pdf_of(staff, event))

    press(staff, event, "periksa")
    approve(log_in(make.account(Role.LEAD)), event)

    assert "Draf" not in text_of(pdf_of(staff, event))


def test_it_is_issued_only_when_it_is_approved(app, make, log_in, staff, event):
    def why():
        with app.app_context():
            return minutes_paper.why_not(db.session.get_one(Event, event.id))

    assert "sesudah disetujui" in why()
    lock(event, staff, make, log_in)
    assert why() == ""


def test_a_locked_notula_is_printed_as_it_was_locked(make, log_in, staff, event, text_of):
    lock(event, staff, make, log_in)
    before = pdf_of(staff, event)
    make.follow_up(event, what="Janji kemudian")
    make.attendance(event)

    after = pdf_of(staff, event)

    assert after == before
    assert "Janji kemudian" not in text_of(after)


def test_the_same_content_gives_the_same_bytes(make, staff, event):
    make.question(event, status=Status.ANSWERED)

    assert pdf_of(staff, event) == pdf_of(staff, event)


def test_nothing_is_fetched_and_no_file_is_read(staff, event, text_of):
    evil = (
        '<img src="file:///etc/passwd"><link rel="attachment" href="file:///etc/passwd">'
        "<style>@import url(http://127.0.0.1:9/x); @font-face { src: url(file:///x) }</style>"
        '<svg><image href="http://127.0.0.1:9/y"/></svg><object data="file:///etc/passwd"></object>'
        '<p style="background: url(http://127.0.0.1:9/z)">Teks biasa</p>'
    )
    write(staff, event, evil, marks="html")

    pdf = pdf_of(staff, event)

    assert "Teks biasa" in text_of(pdf)
    assert "root:" not in text_of(pdf)
    assert b"EmbeddedFile" not in pdf


@pytest.mark.parametrize(
    "bomb",
    [
        "a" * 39_000,
        "<table>" + "<tr>" + f"<td>{'b' * 3_000}</td>" * 12 + "</tr></table>",
        "<ul><li>" * 90 + "dalam",
        "<p>x</p>" * 4_900,
        "<table><tr><td>x</td></tr></table>" * 500,
    ],
)
def test_a_bomb_is_printed_or_refused_in_time(staff, event, bomb):
    write(staff, event, bomb, marks="html")
    began = time.monotonic()

    answer = staff.post(f"/kegiatan/{event.code}/dokumen/notula.pdf")

    assert answer.status_code in {200, 503}
    assert time.monotonic() - began < 120  # shared machines; the worker itself stops after 24 s


def test_the_head_of_a_long_table_comes_again_on_every_page(staff, event, text_of):
    head = "".join(f"<th>{word}</th>" for word in ("Nomor", "Nama", "Alamat"))
    rows = "".join(f"<tr><td>{n}</td><td>Orang {n}</td><td>Jalan</td></tr>" for n in range(120))
    write(staff, event, f"<table><tr>{head}</tr>{rows}</table>", marks="html")

    pages = text_of(pdf_of(staff, event), "-raw").split("\f")

    with_rows = [page for page in pages if "Orang" in page]
    assert len(with_rows) > 2
    assert all("Nomor Nama Alamat" in page for page in with_rows)


def test_many_columns_stand_in_smaller_letters_and_keep_their_words_whole(staff, event, text_of):
    heads, cells = "<th>Pekerjaan</th>" * 12, "<td>Kepesertaan</td>" * 12
    write(staff, event, f"<table><tr>{heads}</tr><tr>{cells}</tr></table>", marks="html")

    text = text_of(pdf_of(staff, event), "-raw")

    assert len(re.findall(r"\bPekerjaan\b", text)) == 12


def test_a_head_that_would_fill_the_page_is_printed_once(staff, event, text_of):
    head, rows = f"<th>{'judul ' * 500}</th>", "<tr><td>isi</td></tr>" * 100
    write(staff, event, f"<table><tr>{head}</tr>{rows}</table>", marks="html")

    text = text_of(pdf_of(staff, event), "-raw")

    assert text.count("judul") == 500
    assert text.count("isi\n") >= 100


def test_strange_letters_long_names_and_many_rows_stay_on_the_paper(
    make, staff, event, text_of, facts_of
):
    words = "Emoji \U0001f600, عربي, a\u200bb, é" + "\u0301" * 50
    write(staff, event, words)
    name = "Nama" * 40
    make.presenter(event, name=name)
    for number in range(60):
        make.question(event, status=Status.ANSWERED, words=f"Pertanyaan nomor {number}?")

    pdf = pdf_of(staff, event)
    text = text_of(pdf, "-raw")

    assert "Pertanyaan nomor 0?" in " ".join(text.split())
    assert "Pertanyaan nomor 59?" in " ".join(text.split())
    assert len(re.findall(r"No Penanya", text)) > 1  # the head of the table comes again
    pages = int(re.search(r"Pages: +(\d+)", facts_of(pdf)).group(1))
    assert f"Halaman {pages} dari {pages}" in text
