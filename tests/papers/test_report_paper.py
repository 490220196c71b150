"""The laporan as a PDF, read back."""

import io
import subprocess
from datetime import date, time

import pikepdf
import pytest

from app import rich_text, wib
from app.directory.models import Post
from app.events.models import Event, Status
from app.extensions import db
from app.office.models import PaperSize
from app.office.queries import office
from app.papers import report_paper
from app.papers.composers import COMPOSERS
from app.papers.kinds import Kind
from app.questions.models import Status as Asked
from app.sections.models import Document, Section
from tests.photos.cameras import picture

START = wib.at(date(2026, 2, 4), time(9))


@pytest.fixture
def event(make):
    make.office(address="Jalan Sudirman")
    head = make.official(name="Agus Salim Lubis", back_titles="M.Si.", nip="196804111993031009")
    district = make.district(name="Tanjungbalai Selatan", code="12.74.01")
    event = make.event(
        title="Sosialisasi BPJS",
        place="Aula Dinas",
        agenda="09.00 Pembukaan\n10.00 Tanya jawab",
        starts_at=START,
        ends_at=None,
        status=Status.FINISHED,
        target_posts=f"{Post.VILLAGE_HEAD}",
        regions=[district],
        chair_id=head.id,
    )
    lurah = make.person(make.village(district, name="Perwira"))
    make.invitation(event, lurah)
    make.attendance(event, lurah)
    boss = make.official(name="Wali Kota Contoh", position="Wali Kota Tanjungbalai", rank="")
    make.report(event, number="500/12/LAP/2026", dated=date(2026, 2, 6), acknowledger_id=boss.id)
    return event


def pdf_of(browser, event):
    answer = browser.post(f"/kegiatan/{event.code}/dokumen/laporan.pdf")
    assert answer.status_code == 200, answer.text
    return answer.data


def write(app, event, key, body):
    with app.app_context():
        section = Section(event_id=event.id, document=Document.REPORT, key=key, revision=1)
        section.body = rich_text.clean(body)
        db.session.add(section)
        db.session.commit()


def words_of(text):
    return " ".join(text.split())


def test_five_chapters_stand_in_their_order_between_letterhead_and_signers(
    make, staff, event, text_of
):
    make.presenter(event, name="Martin Cipto", position="Account Representative", institution="")
    make.material(event, title="Ringkasan BPU")
    make.question(event, words="Berapa iurannya?", status=Asked.ANSWERED)
    make.follow_up(event, what="Poster manfaat", due_on=date(2027, 3, 1))

    text = words_of(text_of(pdf_of(staff, event)))

    places = [
        text.index(words)
        for words in (
            "PEMERINTAH KOTA TANJUNGBALAI",
            "LAPORAN KEGIATAN SOSIALISASI BPJS Nomor: 500/12/LAP/2026",
            "I. PENDAHULUAN A. Umum",
            "B. Landasan Hukum",
            "C. Maksud dan Tujuan",
            "D. Ruang Lingkup",
            "II. KEGIATAN YANG DILAKSANAKAN A. Waktu dan Tempat",
            "Hari/Tanggal : Rabu, 4 Februari 2026",
            "Kegiatan dihadiri 1 orang: Lurah 1 orang.",
            "1. Martin Cipto, Account Representative",
            "1. 09.00 Pembukaan",
            "1. Ringkasan BPU",
            "III. HASIL YANG DICAPAI A. Kehadiran",
            "Dari 1 undangan hadir 1 orang (100%).",
            "B. Tanya Jawab",
            "Berapa iurannya?",
            "C. Tindak Lanjut",
            "IV. SIMPULAN DAN SARAN A. Simpulan",
            "B. Saran",
            "V. PENUTUP Demikian laporan ini dibuat untuk dapat dipergunakan sebagaimana mestinya.",
            "Tanjungbalai, 6 Februari 2026",
            "LAMPIRAN 1. Surat Undangan 2. Daftar Hadir 3. Notula 4. Materi",
        )
    ]
    assert places == sorted(places)
    assert "Mengetahui" in text[places[-2] - 40 : places[-1]]
    assert "Wali Kota Contoh Agus Salim Lubis, M.Si." in text
    assert "NIP 19680411 199303 1 009" in text
    pages = text.count("Halaman")
    assert f"Halaman {pages} dari {pages}" in text


def test_what_people_have_written_takes_the_place_of_the_proposal(app, staff, event, text_of):
    write(app, event, "saran", "<ul><li>Lanjutkan</li></ul><table class='bergaris'><tr><td>A</td>")

    text = text_of(pdf_of(staff, event))

    assert "Lanjutkan" in text
    assert "agar diteruskan" not in text


def test_it_is_tagged_titled_and_its_fonts_are_inside(make, staff, event, facts_of, tmp_path):
    make.photo_consent(event)
    make.photo(event, picture(size=(400, 300)), caption="Sambutan Kepala Dinas", chosen=True)

    pdf = pdf_of(staff, event)

    tags = facts_of(pdf, "-struct").split()
    assert "Laporan Kegiatan – Sosialisasi BPJS" in facts_of(pdf)
    assert {"H1", "H2", "H3", "Table", "TH", "L", "LI", "Figure:"} <= set(tags)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == "id-ID"
        figures = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary)]
        alts = [str(one.Alt) for one in figures if one.get("/S") == "/Figure"]
    assert [alt.partition(":")[0] for alt in alts] == ["Grafik batang", "Sambutan Kepala Dinas"]
    file = tmp_path / "fonts.pdf"
    file.write_bytes(pdf)
    listed = subprocess.run(["pdffonts", str(file)], capture_output=True, check=True, text=True)
    fonts = [line for line in listed.stdout.splitlines()[2:] if line.strip()]
    assert fonts
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)


@pytest.mark.parametrize(("photos", "sheets"), [(0, 0), (1, 1), (4, 1), (5, 2), (9, 3)])
def test_photos_stand_four_a_page_with_their_captions(make, staff, event, text_of, photos, sheets):
    make.photo_consent(event)
    shapes = [(400, 300), (300, 400), (500, 200), (200, 500)]
    for n in range(photos):
        content = picture(size=shapes[n % 4], colour=f"#{n}00000")
        make.photo(event, content, caption=f"Keterangan {n}", chosen=True)
    make.photo(event, picture(), caption="Tidak dipilih")

    pages = text_of(pdf_of(staff, event)).split("\f")[:-1]

    with_photos = [page for page in pages if "DOKUMENTASI FOTO" in page]
    counts = [page.count("Keterangan ") for page in with_photos]
    assert counts == [4] * (photos // 4) + [photos % 4] * bool(photos % 4)
    assert with_photos == pages[len(pages) - sheets :]
    assert "Tidak dipilih" not in "".join(pages)


def test_a_page_of_photos_keeps_to_the_margins_of_the_office(app, make, staff, event, text_of):
    with app.app_context():
        kept = db.session.get_one(Event, event.id)
        known = kept.letterhead_and_signers(office())
        narrow = {"paper": PaperSize.F4.value, "margin_top": 60, "margin_bottom": 60}
        kept.snapshot = known | {"office": known["office"] | narrow}
        db.session.commit()
    make.photo_consent(event)
    for n in range(4):
        content = picture(size=(200, 500), colour=f"#{n}00000")
        make.photo(event, content, caption="Keterangan yang panjang sekali " * 6, chosen=True)

    pages = text_of(pdf_of(staff, event)).split("\f")[:-1]

    assert sum("DOKUMENTASI FOTO" in page for page in pages) == 1
    assert [n for n in range(1, 5) if f"{n}. Keterangan" in pages[-1]] == [1, 2, 3, 4]


def test_thirty_one_kelurahan_fit(make, staff, event, text_of):
    district = make.district(name="Tanjungbalai Utara", code="12.74.02")
    for n in range(30):
        code = f"12.74.02.{1001 + n}"
        village = make.village(district, name=f"Kelurahan Panjang {n}", code=code)
        person = make.person(village)
        make.invitation(event, person)
        if n % 3:
            make.attendance(event, person)

    pages = text_of(pdf_of(staff, event)).split("\f")[:-1]

    text = words_of("".join(pages))
    assert "31 Tanjungbalai Utara Kelurahan Panjang 29 1 1 100%" in text
    assert "Jumlah 31 21 67,7%" in text
    assert sum("Kelurahan Panjang 0" in page for page in pages) <= 2
    chart = next(page for page in pages if "diundang" in page and "0/1 (0%)" in page)
    assert chart.count("/1 (") == 31


def test_a_question_without_an_answer_says_so_and_not_how_the_screen_stood(
    make, staff, event, text_of
):
    make.question(event, words="Kapan lagi?", status=Asked.SHOWN)
    make.question(event, words="Di mana?", status=Asked.FOLLOWED_UP)

    text = words_of(text_of(pdf_of(staff, event)))

    assert "Tampil" not in text
    assert "Belum dijawab." in text
    assert "Menjadi tindak lanjut, belum dijawab." in text


def test_hostile_text_neither_breaks_out_nor_runs_away(app, make, staff, event, text_of):
    make.question(event, words="x" * 500, status=Asked.SHOWN)
    make.question(event, words="=SUM(A1) <img src='file:///etc/passwd'>", status=Asked.SHOWN)
    write(app, event, "umum", "<p>" + "y" * 20_000 + "</p><img src='http://contoh.invalid/a.png'>")
    write(app, event, "simpulan", "<table><tr><td>" + "z" * 10_000 + "</td></tr></table>")
    make.photo_consent(event)
    make.photo(event, picture(), caption="w" * 200, chosen=True)

    text = text_of(pdf_of(staff, event), "-raw")

    assert "<imgsrc='file:///etc/passwd'>" in "".join(text.split())
    assert "root:" not in text


def test_a_photo_whose_file_is_gone_is_left_out(make, staff, event, text_of):
    make.photo_consent(event)
    make.photo(event, stored_as="0" * 32, caption="Hilang", chosen=True)

    assert "Hilang" not in text_of(pdf_of(staff, event))


def test_the_same_data_gives_the_same_bytes(make, staff, event):
    make.photo_consent(event)
    make.photo(event, picture(), chosen=True)

    assert pdf_of(staff, event) == pdf_of(staff, event)


@pytest.mark.parametrize(
    ("status", "dated", "why"),
    [
        (Status.RUNNING, date(2026, 2, 6), "sesudah kegiatan selesai"),
        (Status.FINISHED, None, "Isi dahulu tanggal laporan"),
        (Status.FINISHED, date(2026, 2, 6), ""),
    ],
)
def test_it_is_issued_when_the_kegiatan_is_over_and_the_date_is_typed(
    app, make, status, dated, why
):
    event = make.event(status=status)
    make.report(event, dated=dated)

    with app.app_context():
        said = COMPOSERS[Kind.REPORT].why_not(db.session.get_one(Event, event.id))

    assert why in said
    assert bool(said) is bool(why)
    assert COMPOSERS[Kind.REPORT].compose is report_paper.compose
