"""The room of all papers of one kegiatan."""

import re

import pytest

from app import wib
from app.accounts.models import Role
from app.audit import AuditEntry
from app.events.models import Status
from app.materials.models import Scan
from app.papers.models import Way
from tests.papers.test_issue import issue


def text_of_page(browser, event):
    page = browser.get(f"/kegiatan/{event.code}/dokumen")
    assert page.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def test_what_cannot_be_made_yet_says_why(make, staff):
    text = text_of_page(staff, make.event())

    assert "Daftar Hadir Belum dapat diterbitkan Belum ada yang tercatat hadir." in text


def test_a_draft_of_a_kegiatan_says_what_comes_first(make, staff):
    text = text_of_page(staff, make.event(status=Status.DRAFT))

    assert "Kegiatan ini masih draf. Jadwalkan dahulu, lalu terbitkan dokumennya." in text
    assert "Terbitkan Daftar Hadir" not in text


def test_what_can_be_made_offers_the_draft_and_to_issue_it(make, staff):
    event = make.event()
    make.attendance(event)

    text = text_of_page(staff, event)

    assert "Daftar Hadir Draf Unduh draf PDF" in text
    assert "Terbitkan Daftar Hadir" in text
    assert "Alasan versi baru" not in text


def test_what_is_issued_says_which_version_when_and_by_whom(make, staff):
    event = make.event()
    make.attendance(event)
    make.paper(event)
    paper = make.paper(event, issuer="Siti Admin", reason="Nama diperbaiki")

    text = text_of_page(staff, event)

    when = f"{wib.plain_date(paper.issued_at)} pukul {wib.clock_wib(paper.issued_at)}"
    assert f"Daftar Hadir Diterbitkan Diterbitkan Versi 2, {when}, oleh Siti Admin" in text
    assert paper.spelled in text
    assert "Semua versi (2) Versi 2: Nama diperbaiki" in text
    assert "Terbitkan versi 3" in text
    assert "Alasan versi baru" in text


def test_who_has_signed_stands_beside_it(make, staff):
    event = make.event()
    paper = make.paper(event)
    make.signed_copy(paper)
    make.signed_copy(paper, b"\xff\xd8", way=Way.WET, extension="jpg", signers=[])

    text = text_of_page(staff, event)

    assert "Daftar Hadir Ditandatangani" in text
    assert "Elektronik, oleh Agus Salim " in text
    assert "Pindaian tanda tangan basah" in text


def test_a_scan_alone_is_no_electronic_signature(make, staff):
    event = make.event()
    paper = make.paper(event)
    make.signed_copy(paper, b"\xff\xd8", way=Way.WET, extension="jpg", signers=[])

    text = text_of_page(staff, event)

    assert "Daftar Hadir Diterbitkan" in text
    assert "Basah, pindaian tersimpan " in text


def test_a_signed_copy_is_handed_over_and_written_down(make, staff, rows):
    event = make.event()
    copy = make.signed_copy(make.paper(event), b"%PDF-1.7 bertanda tangan")

    address = f"/kegiatan/{event.code}/dokumen/daftar-hadir/versi/1/salinan/{copy.id}"
    answer = staff.post(address)

    assert (answer.status_code, answer.data) == (200, b"%PDF-1.7 bertanda tangan")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert rows(AuditEntry)[-1].action == "paper.export"


def test_a_copy_that_waits_for_the_scanner_goes_to_staff_alone(make, staff, log_in):
    event = make.event()
    copy = make.signed_copy(make.paper(event), scan=Scan.WAITING)
    address = f"/kegiatan/{event.code}/dokumen/daftar-hadir/versi/1/salinan/{copy.id}"

    lead = log_in(make.account(Role.LEAD))

    assert lead.post(address).status_code == 404
    assert staff.post(address).status_code == 200


def test_a_copy_of_another_paper_is_not_found(make, staff):
    event = make.event()
    copy = make.signed_copy(make.paper(event))
    make.paper(event)

    for where in (
        f"{event.code}/dokumen/daftar-hadir/versi/2",
        f"{make.event().code}/dokumen/daftar-hadir/versi/1",
    ):
        assert staff.post(f"/kegiatan/{where}/salinan/{copy.id}").status_code == 404


@pytest.mark.parametrize("number", ["0", "2147483648", "99999999999999999999"])
def test_odd_versions_are_not_found(make, staff, number):
    event = make.event()
    make.paper(event)

    page = staff.get(f"/kegiatan/{event.code}/dokumen/daftar-hadir/versi/{number}/tanda-tangan")

    assert page.status_code == 404


def test_more_versions_ask_no_more_questions(make, staff, queries):
    event = make.event()
    make.signed_copy(make.paper(event))
    few = asked(staff, event, queries)
    for n in range(4):
        make.signed_copy(make.paper(event), str(n).encode())

    assert asked(staff, event, queries) == few


def asked(browser, event, queries):
    queries.clear()
    assert browser.get(f"/kegiatan/{event.code}/dokumen").status_code == 200
    return len(queries)


def test_words_of_people_stay_words(make, staff):
    event = make.event(title='<script>alert("x")</script>')
    make.attendance(event)
    make.paper(event)

    issue(staff, event, number=2, alasan="<img src=x onerror=alert(1)>")

    page = staff.get(f"/kegiatan/{event.code}/dokumen").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize(
    ("room", "kind"),
    [("undangan/surat", "undangan"), ("laporan", "laporan"), ("sertifikat", "sertifikat")],
)
def test_each_room_leads_to_where_its_paper_is_issued(make, staff, room, kind):
    event = make.event()
    make.certificate(event, make.attendance(event))

    page = staff.get(f"/kegiatan/{event.code}/{room}").text

    way = f'href="/kegiatan/{event.code}/dokumen#{kind}">Terbitkan dan tanda tangani</a>'
    assert way in page
    assert f'id="{kind}"' in staff.get(f"/kegiatan/{event.code}/dokumen").text


def test_nothing_that_is_needed_for_signing_is_called_optional(make, staff):
    event = make.event()
    make.paper(event)

    page = staff.get(f"/kegiatan/{event.code}/dokumen/daftar-hadir/versi/1/tanda-tangan").text

    assert page.count("(opsional)") == 2  # Keperluan, Tempat
    assert page.count(" required") >= 4
