import io
import re
from datetime import date, time

import pikepdf
import pytest

from app import wib
from app.accounts.models import Role
from app.attendees import signing
from app.attendees.models import Attendance, Method, Part
from app.audit import AuditEntry
from app.directory.models import Person, Post
from app.events.models import Status
from app.extensions import db
from app.office.models import PaperSize
from app.office.queries import office

START = wib.at(date(2026, 2, 4), time(9))


@pytest.fixture
def event(make):
    make.office(address="Jalan Sudirman", phone="(0623) 595000", email="dinas@contoh.go.id")
    head = make.official(name="Agus Salim Lubis", back_titles="M.Si.", nip="196804111993031009")
    other = make.official(name="Aulia Ikram", position="Kepala Bidang Ketenagakerjaan", rank="")
    return make.event(
        title="Sosialisasi BPJS",
        place="Aula Dinas",
        starts_at=START,
        ends_at=None,
        acknowledger_id=head.id,
        responsible_id=other.id,
    )


def pdf_of(browser, event, **fields):
    answer = browser.post(f"/kegiatan/{event.code}/hadir/daftar-hadir.pdf", data=fields)
    assert answer.status_code == 200
    return answer.data


def rows_of(text):
    """(number, first words of the name) of each line of the list."""
    return re.findall(r"^ *(\d+) +(\S+ \S+)", text, re.MULTILINE)


def test_it_is_handed_over_under_a_clear_name_and_recorded(make, staff, event, rows):
    make.attendance(event)

    answer = staff.post(f"/kegiatan/{event.code}/hadir/daftar-hadir.pdf")

    assert answer.mimetype == "application/pdf"
    name = f"daftar-hadir-2026-02-04-{event.code}.pdf"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    (entry,) = rows(AuditEntry)
    assert (entry.action, entry.subject) == ("paper.export", f"kegiatan {event.code}")
    assert entry.detail == {"kind": "daftar-hadir.pdf", "rows": 1, "phones": False}


def test_letterhead_facts_totals_and_signers_stand_where_they_belong(make, staff, event, text_of):
    make.attendance(event, name="Ani Lestari", part=Part.PARTICIPANT, sex="P")
    make.attendance(event, name="Budi Santoso", part=Part.PARTICIPANT, sex="L")

    text = " ".join(text_of(pdf_of(staff, event)).split())

    assert text.startswith("PEMERINTAH KOTA TANJUNGBALAI DINAS KETENAGAKERJAAN")
    assert "Telepon (0623) 595000, Pos-el dinas@contoh.go.id" in text
    assert "DAFTAR HADIR Kegiatan : Sosialisasi BPJS Hari/Tanggal : Rabu, 4 Februari 2026" in text
    assert "Waktu : pukul 09.00 WIB s.d. selesai Tempat : Aula Dinas" in text
    assert "Jumlah hadir: 2 orang (Laki-laki: 1, Perempuan: 1)" in text
    assert "Mengetahui, Tanjungbalai, 4 Februari 2026" in text
    assert "Penanggung Jawab Kegiatan," in text
    assert "Agus Salim Lubis, M.Si." in text
    assert "NIP 19680411 199303 1 009" in text
    assert "NIP -" in text
    assert text.endswith("Halaman 1 dari 1")


def test_the_order_is_rank_then_territory_never_the_alphabet(make, staff, event, text_of):
    first, second = make.village(code="12.74.01.1001"), make.village(code="12.74.01.1002")
    people = [
        make.person(region=make.neighbourhood(second, 1), name="Aa Kepling"),
        make.person(region=make.neighbourhood(first, 10), name="Bb Kepling"),
        make.person(region=make.neighbourhood(first, 2), name="Cc Kepling"),
        make.person(region=second, name="Dd Lurah"),
        make.person(region=first, name="Ee Lurah"),
        make.person(region=make.district(), name="Ff Camat"),
    ]
    for person in people:
        make.attendance(event, person)

    text = text_of(pdf_of(staff, event))

    names = ["Ff Camat", "Ee Lurah", "Dd Lurah", "Cc Kepling", "Bb Kepling", "Aa Kepling"]
    assert rows_of(text) == [(str(n), name) for n, name in enumerate(names, 1)]


def test_guests_and_presenters_have_lists_of_their_own(make, staff, event, text_of):
    make.attendance(event, name="Tamu Agung", part=Part.GUEST)
    make.attendance(event, make.person(post=Post.NEIGHBOURHOOD_HEAD, name="Peserta Biasa"))
    make.attendance(event, name="Martin Cipto", part=Part.SPEAKER, sex="L")

    text = text_of(pdf_of(staff, event))

    assert rows_of(text) == [("1", "Peserta Biasa"), ("1", "Martin Cipto"), ("1", "Tamu Agung")]
    heads = re.findall(r"^(Peserta|Narasumber|Tamu)$", text, re.MULTILINE)
    assert heads == ["Peserta", "Narasumber", "Tamu"]
    assert "Jumlah hadir: 3 orang (Laki-laki: 1, Perempuan: 0, tidak dicatat: 2)" in text


def test_odd_numbers_sign_left_and_even_ones_right(make, staff, event, text_of):
    for _ in range(4):
        make.attendance(event, part=Part.PARTICIPANT)

    text = text_of(pdf_of(staff, event))

    found = [re.search(r" (\d)\.$", line) for line in text.splitlines()]
    columns = {int(m[1]): m.start(1) for m in found if m}
    assert columns[1] == columns[3] < columns[2] == columns[4]


def test_substitutes_and_paper_and_missing_signatures_are_marked(make, staff, event, text_of, app):
    perwira = make.village(name="Perwira")
    lurah = make.invited(event, region=perwira)
    with app.app_context():
        person = db.session.get(Person, lurah.id)
        substitute = Attendance.of_substitute(event, person, "Siti Aminah", "Sekretaris")
        substitute.request_id = "a" * 32
        substitute.method, substitute.signature = Method.PHONE, "10,10 400,100"
        signing.enter(db.session.merge(event), substitute)
        db.session.commit()
    unsigned = {"part": Part.PARTICIPANT, "signature": None}
    for number, method in enumerate([Method.PAPER, Method.HELPED], 2):
        make.attendance(event, method=method, request_id=str(number) * 32, **unsigned)

    text = " ".join(text_of(pdf_of(staff, event), "-raw").split())

    assert "Siti Aminah a.n. Lurah Perwira" in text
    assert "TTD pada lembar manual" in text
    assert "Menunggu tanda tangan: peserta nomor 3." in text


def test_voided_ones_never_appear(make, staff, event, text_of, app):
    gone = make.attendance(event, name="Salah Catat")
    account = make.account()
    with app.app_context():
        db.session.merge(gone).void("Salah orang", account)
        db.session.commit()
    make.attendance(event, name="Benar Hadir")

    text = text_of(pdf_of(staff, event))

    assert "Benar Hadir" in text
    assert "Salah Catat" not in text
    assert "Jumlah hadir: 1 orang" in text


def test_phones_are_there_only_when_asked_for(make, staff, event, text_of):
    make.attendance(event, name="Ani", phone="+6281234567890")

    without, asked = pdf_of(staff, event), pdf_of(staff, event, hp="y")

    assert "0812-3456-7890" not in text_of(without)
    assert "0812-3456-7890" in text_of(asked)


def test_pimpinan_gets_the_list_but_no_phones(make, log_in, event):
    make.attendance(event)
    lead = log_in(make.account(Role.LEAD))
    address = f"/kegiatan/{event.code}/hadir/daftar-hadir"

    answers = [lead.post(f"{address}.pdf").status_code]
    for kind in ("pdf", "xlsx", "csv"):
        answers.append(lead.post(f"{address}.{kind}", data={"hp": "y"}).status_code)

    assert answers == [200, 403, 403, 403]


def test_the_signers_are_those_of_the_day_it_finished(make, staff, event, text_of, app):
    make.attendance(event)
    with app.app_context():
        mine = db.session.merge(event)
        mine.finish(office())
        mine.acknowledger.name = "Pejabat Baru"
        office().name = "Dinas Baru"
        db.session.commit()

    text = text_of(pdf_of(staff, event))

    assert "Agus Salim Lubis" in text
    assert "Pejabat Baru" not in text
    assert "DINAS BARU" not in text


def test_every_page_of_a_sample_says_so(make, staff, text_of):
    for is_demo in (True, False):
        event = make.event(is_demo=is_demo)
        for _ in range(30):
            make.attendance(event, part=Part.PARTICIPANT)

        pages = text_of(pdf_of(staff, event)).rstrip("\f").split("\f")

        assert len(pages) > 1
        last = [page.rstrip().splitlines()[-1].split("  ")[0].strip() for page in pages]
        assert [words == "Data contoh" for words in last] == [is_demo] * len(pages)


def test_it_is_tagged_titled_and_in_indonesian(make, staff, event, facts_of):
    make.attendance(event, name="Ani Lestari", part=Part.PARTICIPANT)

    pdf = pdf_of(staff, event)

    assert re.search(r"Tagged: +yes", facts_of(pdf))
    assert re.search(r"Title: +Daftar Hadir – Sosialisasi BPJS", facts_of(pdf))
    tree = facts_of(pdf, "-struct")
    for tag in ("H1", "Table", "TH", "TD", "Figure"):
        assert re.search(rf"^ *{tag}\b", tree, re.MULTILINE), tag
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.Lang == "id-ID"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        metadata = document.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "U"
        assert document.Root.OutputIntents[0].S == "/GTS_PDFA1"
        things = [o for o in document.objects if isinstance(o, pikepdf.Dictionary)]
        alts = [str(o.Alt) for o in things if "/Alt" in o]
    assert alts == ["Tanda tangan Ani Lestari"]


def test_the_same_list_gives_the_same_bytes(make, staff, event):
    make.attendance(event)

    assert pdf_of(staff, event) == pdf_of(staff, event)


def test_f4_and_the_margins_are_those_of_the_office(make, staff, facts_of):
    make.office(paper=PaperSize.F4, margin_left=40)
    event = make.event()
    make.attendance(event)

    facts = facts_of(pdf_of(staff, event))

    assert "609.449 x 935.433 pts" in facts


def test_a_long_list_repeats_its_head_splits_no_row_and_ends_with_company(
    make, staff, event, text_of
):
    for n in range(30):
        make.attendance(event, name=f"Peserta {n} " + "Nama" * 12, part=Part.PARTICIPANT)

    pages = text_of(pdf_of(staff, event)).rstrip("\f").split("\f")

    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"Halaman {number} dari {len(pages)}" in page
        assert "Tanda Tangan" in page
    assert "Mengetahui" in pages[-1]
    assert len(re.findall(r"^ *\d+ ", pages[-1], re.MULTILINE)) >= 2


@pytest.mark.parametrize("count", [11, 12, 13, 14])
def test_the_signers_never_stand_alone_on_a_page(make, staff, event, text_of, count):
    for _ in range(count):
        make.attendance(event, part=Part.PARTICIPANT)

    pages = text_of(pdf_of(staff, event)).rstrip("\f").split("\f")

    last = [page for page in pages if "Mengetahui" in page]
    assert len(last) == 1
    assert "Agus Salim Lubis" in last[0]
    assert len(rows_of(last[0])) >= 2


def test_a_cancelled_or_empty_kegiatan_gives_an_empty_list(make, staff, text_of):
    event = make.event(status=Status.CANCELLED, cancel_reason="Hujan")

    text = text_of(pdf_of(staff, event))

    assert "Jumlah hadir: 0 orang (Laki-laki: 0, Perempuan: 0)" in text


def test_the_number_of_queries_does_not_grow(make, staff, queries):
    counts = []
    for people in (1, 5):
        event = make.event()
        for _ in range(people):
            make.attendance(event, make.person())
        queries.clear()
        pdf_of(staff, event)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_list_goes_along_as_data(make, staff, event):
    make.attendance(event, name="Ani Lestari", phone="+6281234567890")

    with pikepdf.open(io.BytesIO(pdf_of(staff, event))) as document:
        (file,) = document.Root.AF
        data = file.EF.F.read_bytes().decode("utf-8-sig")

    assert file.AFRelationship == "/Data"
    assert '"Ani Lestari"' in data
    assert "81234567890" not in data
