import re
import subprocess
from datetime import date, time, timedelta
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from app import files, wib
from app.audit import AuditEntry
from app.columns import now
from app.directory.models import Person, Post
from app.events.models import Event, Status
from app.extensions import db
from app.invitations.letters import InvitationLetter
from app.invitations.models import Invitation
from app.office.models import Office, PaperSize
from app.office.queries import office
from app.papers.invitation_letter import why_not
from app.papers.numbers import WORDS

NUMBER = "500.15.16/118/DISNAKERKOPUMKM/2026"
POSTS = f"{Post.DISTRICT_HEAD},{Post.VILLAGE_HEAD},{Post.NEIGHBOURHOOD_HEAD}"


@pytest.fixture
def house(make):
    return make.office(address="Jalan Sudirman", phone="(0623) 595000")


@pytest.fixture
def head(make):
    position = "Kepala Dinas Ketenagakerjaan, Koperasi dan UMKM"
    nip = "196804111993031009"
    return make.official(name="Agus Salim Lubis", back_titles="M.Si.", position=position, nip=nip)


@pytest.fixture
def district(make):
    return make.district(name="Tanjungbalai Selatan", code="12.74.01")


@pytest.fixture
def event(make, house, head, district):
    return make.event(
        title="Sosialisasi Program BPJS Ketenagakerjaan",
        place="Aula Dinas Ketenagakerjaan, Koperasi dan UMKM",
        starts_at=wib.at(date(2026, 2, 4), time(9)),
        ends_at=None,
        letter_number=NUMBER,
        letter_date=date(2026, 1, 30),
        regions=[district],
        target_posts=POSTS,
        status=Status.SCHEDULED,
    )


@pytest.fixture
def letter(make, event, head):
    lines = "Camat Tanjungbalai Selatan\nLurah se-Kecamatan Tanjungbalai Selatan"
    return make.letter(event, signer_id=head.id, addressed_to=lines, note="Membawa data pekerja")


def pdf_of(browser, event):
    answer = browser.post(f"/kegiatan/{event.code}/dokumen/undangan.pdf")
    assert answer.status_code == 200
    return answer.data


def invite(make, event, district):
    """A camat, a lurah and two kepling of one kelurahan, the lurah of another, and the head."""
    perwira = make.village(district, name="Perwira", code="12.74.01.1003")
    karya = make.village(district, name="Karya", code="12.74.01.1004")
    for region, name in (
        (make.neighbourhood(perwira, 2), "Aa Kepling"),
        (make.neighbourhood(perwira, 1), "Bb Kepling"),
        (karya, "Cc Lurah"),
        (perwira, "Dd Lurah"),
        (district, "Ee Camat"),
    ):
        make.invited(event, make.person(region, name=name))
    make.invited(event, make.person(district, Post.OTHER, position="Babinsa", name="Ff Lain"))


def words(text):
    return " ".join(text.split())


def test_it_stands_as_letters_of_the_office_stand(staff, event, letter, text_of):
    text = words(text_of(pdf_of(staff, event)))

    parts = [
        "PEMERINTAH KOTA TANJUNGBALAI",
        "Telepon (0623) 595000",
        "Tanjungbalai, 30 Januari 2026",
        f"Nomor : {NUMBER}",
        "Sifat : Penting",
        "Lampiran : -",
        "Hal : Undangan Sosialisasi Program BPJS Ketenagakerjaan",
        "Yth. 1. Camat Tanjungbalai Selatan",
        "2. Lurah se-Kecamatan Tanjungbalai Selatan",
        "di Tanjungbalai",
        "Sehubungan dengan pelaksanaan Instruksi Presiden Nomor 2 Tahun 2021",
        "hari/tanggal : Rabu, 4 Februari 2026",
        "pukul : 09.00 WIB s.d. selesai",
        "tempat : Aula Dinas Ketenagakerjaan, Koperasi dan UMKM",
        "acara : Sosialisasi Program BPJS Ketenagakerjaan",
        "catatan : Membawa data pekerja",
        "Demikian disampaikan, atas perhatian dan kehadirannya diucapkan",
        "Kepala Dinas Ketenagakerjaan, Koperasi",
        "Agus Salim Lubis, M.Si. Pembina Tk. I (IV/b) NIP 19680411 199303 1 009",
        "Tembusan: 1. Wali Kota Tanjungbalai (sebagai laporan)",
        "Halaman 1 dari 1",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)


def test_the_colons_stand_below_one_another_and_the_date_above_who_signs(
    staff, event, letter, text_of
):
    lines = text_of(pdf_of(staff, event), "-layout", "-fixed", "4").splitlines()

    def column(start, sign):
        (line,) = [one for one in lines if one.strip().startswith(start)]
        return line.index(sign)

    assert len({column(word, " : ") for word in ("Nomor", "Sifat", "Lampiran", "Hal ")}) == 1
    facts = ("hari/tanggal", "pukul", "tempat", "acara", "catatan")
    assert len({column(word, " : ") for word in facts}) == 1
    assert column("Tanjungbalai, 30", "T") == column("Kepala Dinas", "K") == column("NIP", "N")


def test_the_annex_lists_the_invited_by_place_and_is_counted(
    make, staff, event, letter, district, text_of
):
    invite(make, event, district)

    first, annex, end = text_of(pdf_of(staff, event)).split("\f")

    assert "Lampiran : 1 (satu) lembar" in words(first)
    assert words(annex) == (
        f"Lampiran Surat Nomor : {NUMBER} Tanggal : 30 Januari 2026 DAFTAR UNDANGAN"
        " No Nama Jabatan KECAMATAN TANJUNGBALAI SELATAN"
        " 1 Ee Camat Camat 2 Ff Lain Babinsa"
        " Kelurahan Perwira 3 Dd Lurah Lurah"
        " 4 Bb Kepling Kepala Lingkungan I 5 Aa Kepling Kepala Lingkungan II"
        " Kelurahan Karya 6 Cc Lurah Lurah Halaman 2 dari 2"
    )
    assert end == ""


def test_who_was_taken_off_is_not_listed_and_who_has_no_place_comes_first(
    make, staff, event, letter, text_of
):
    make.invitation(event, make.person(name="Sudah Keluar"), withdrawn_at=now())
    other = make.person(post=Post.HEAD, name="Tanpa Wilayah", region_id=None)
    make.invited(event, make.person(name="Biasa Saja"))
    make.invited(event, other)

    text = words(text_of(pdf_of(staff, event)))

    assert "PERANGKAT DAERAH DAN UNDANGAN LAIN 1 Tanpa Wilayah Kepala Dinas" in text
    assert "2 Biasa Saja" in text
    assert "Sudah Keluar" not in text


def test_without_the_annex_the_letter_says_so(make, staff, event, head, text_of):
    make.letter(event, signer_id=head.id, has_annex=False)
    make.invited(event)

    text = words(text_of(pdf_of(staff, event)))

    assert "Lampiran : -" in text
    assert text.endswith("Halaman 1 dari 1")


def test_what_was_typed_for_the_annex_stands(make, staff, event, text_of):
    make.letter(event, attachment="1 (satu) berkas")
    make.invited(event)

    assert "Lampiran : 1 (satu) berkas" in words(text_of(pdf_of(staff, event)))


@pytest.mark.parametrize("paper", list(PaperSize))
def test_three_hundred_are_listed_with_a_head_on_each_page(
    make, staff, event, letter, text_of, app, paper
):
    on_paper(app, event, paper)
    crowd(make, app, event, 300)

    pdf = pdf_of(staff, event)
    first, *annex = text_of(pdf).split("\f")[:-1]

    sheets = len(annex)
    assert f"Lampiran : {sheets} ({WORDS[sheets - 1]}) lembar" in words(first)
    assert f"Halaman 1 dari {sheets + 1}" in first
    assert all(re.search(r"No +Nama +Jabatan", page) for page in annex)
    listed = [int(n) for page in annex for n in re.findall(r"^ *(\d+) +Orang", page, re.M)]
    assert listed == list(range(1, 301))
    ends = [[line for line in page.splitlines() if line.strip()][-2] for page in annex]
    assert all(re.match(r" *\d+ +Orang", line) for line in ends), ends  # no heading ends a page


def on_paper(app, event, paper, **values):
    """Finish the kegiatan for papers of that size."""
    with app.app_context():
        found = db.session.get(Event, event.id)
        found.snapshot = {"office": office().snapshot() | {"paper": paper.value}}
        for name, value in values.items():
            setattr(found, name, value)
        db.session.commit()


def crowd(make, app, event, count):
    district = make.district(name="Datuk Bandar", code="12.74.05")
    places = [make.neighbourhood(make.village(district)) for _ in range(60)]
    with app.app_context():
        for n in range(count):
            person = Person(
                name=f"Orang {n}", post=Post.OTHER, position="Warga", region_id=places[n % 60].id
            )
            db.session.add(Invitation(event_id=event.id, person=person))
        db.session.commit()


@pytest.mark.parametrize("with_emblem", [False, True])
@pytest.mark.parametrize("paper", list(PaperSize))
def test_a_typical_letter_fits_on_one_page(
    make, staff, event, letter, text_of, app, paper, with_emblem
):
    lines = ["Camat Tanjungbalai Selatan", "Camat Tanjungbalai Utara"]
    for who in ("Lurah", "Kepala Lingkungan"):
        lines.append(f"{who} se-Kecamatan Tanjungbalai Selatan dan Tanjungbalai Utara")
    with app.app_context():
        found = db.session.get(InvitationLetter, event.id)
        found.addressed_to = "\n".join(lines)
        found.note = "Mohon membawa data warga pekerja informal di wilayah masing-masing"
        if with_emblem:
            db.session.get(Office, 1).emblem = files.store(emblem())
        db.session.commit()
    title = "Sosialisasi Program BPJS Ketenagakerjaan bagi Lurah dan Kepala Lingkungan"
    on_paper(app, event, paper, title=title)

    text = text_of(pdf_of(staff, event))

    assert text.count("\f") == 1
    assert "Tembusan:" in text


def emblem():
    file = BytesIO()
    Image.new("RGB", (30, 36), "gray").save(file, "PNG")
    return file.getvalue()


def test_a_signature_never_stands_alone_on_a_page(make, staff, event, head, text_of):
    for lines in (22, 26, 30, 34):
        opening = "\n".join(["Sehubungan dengan itu:"] * lines)
        with staff.application.app_context():
            db.session.execute(db.text("DELETE FROM invitation_letter"))
            db.session.commit()
        make.letter(event, signer_id=head.id, opening=opening)

        pages = text_of(pdf_of(staff, event)).split("\f")[:-1]

        (with_signature,) = [page for page in pages if "Agus Salim Lubis" in page]
        assert "Demikian disampaikan" in with_signature


def test_names_may_be_underlined_and_a_missing_nip_is_a_dash(make, staff, house, text_of):
    event = make.event()
    signer = make.official(name="Tanpa Nomor", rank="", prefix="Plt.")
    make.letter(event, signer_id=signer.id)

    text = words(text_of(pdf_of(staff, event)))

    assert "Plt. Kepala Dinas, Tanpa Nomor NIP -" in text


def test_what_is_missing_is_dotted(make, staff, text_of):
    text = words(text_of(pdf_of(staff, make.event())))

    assert "Nomor : …" in text
    assert "NIP …" in text
    assert "Yth. Daftar terlampir" in text


def test_texts_are_printed_as_they_are_and_reach_for_nothing(make, staff, event, text_of):
    evil = "<b>tebal</b> <script>alert(1)</script> <img src=file:///etc/passwd> & {{ 7*7 }}"
    make.letter(
        event,
        subject="W" * 100 + " مرحبا",
        opening=f"{'x' * 1500} 😀 {evil}",
        note="M" * 300,
        addressed_to=f"{'N' * 300}\n{evil}",
        addressed_at="Q" * 80,
        copies="Z" * 400,
        closing=f"‮terbalik {'á' + '̂' * 30}",
        attachment="Y" * 80,
    )

    pdf = pdf_of(staff, event)
    text = words(text_of(pdf))

    assert "<script>alert(1)</script> <img src=file:///etc/passwd> & {{ 7*7 }}" in text
    assert widest(pdf) < 210 - 20 + 1


def widest(pdf):
    """mm from the left edge to the end of the longest line on any page."""
    run = ["pdftotext", "-bbox", "-", "-"]
    boxes = subprocess.run(run, input=pdf, capture_output=True, check=True).stdout.decode()
    return max(float(x) for x in re.findall(r'xMax="([\d.]+)"', boxes)) * 25.4 / 72


def test_the_pdf_is_tagged_named_and_brings_its_fonts(
    make, staff, event, letter, district, facts_of, tmp_path
):
    invite(make, event, district)
    pdf = pdf_of(staff, event)
    (tmp_path / "a.pdf").write_bytes(pdf)

    fonts = subprocess.run(["pdffonts", tmp_path / "a.pdf"], capture_output=True, text=True).stdout
    structure = facts_of(pdf, "-struct")

    with pikepdf.open(tmp_path / "a.pdf") as document:
        assert str(document.Root.Lang) == "id-ID"
    assert "Title:           Surat Undangan – Sosialisasi Program BPJS" in facts_of(pdf)
    assert "Tagged:          yes" in facts_of(pdf)
    assert {"Table", "TH", "L", "LI", "P", "H1"} <= set(re.findall(r"^ *(\w+)", structure, re.M))
    rows = [line.split()[-5:-2] for line in fonts.splitlines()[2:]]
    assert rows
    assert all(row == ["yes", "yes", "yes"] for row in rows)


def test_the_same_letter_has_the_same_bytes(staff, event, letter):
    assert pdf_of(staff, event) == pdf_of(staff, event)


def test_it_is_handed_over_under_a_clear_name_and_recorded(staff, event, letter, rows):
    answer = staff.post(f"/kegiatan/{event.code}/dokumen/undangan.pdf")

    name = f"undangan-2026-02-04-{event.code}.pdf"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert rows(AuditEntry)[-1].detail == {"kind": "undangan.pdf"}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, ""),
        ({"status": Status.DRAFT}, "masih draf"),
        ({"status": Status.CANCELLED, "cancel_reason": "Batal"}, "dibatalkan"),
        ({"letter_number": ""}, "Nomor dan tanggal"),
        ({"letter_date": None}, "Nomor dan tanggal"),
        ({"letter_date": date(2019, 1, 1)}, "tidak menjabat pada 1 Januari 2019"),
    ],
)
def test_it_is_issued_when_nothing_is_missing(app, event, letter, changes, reason):
    with app.app_context():
        found = db.session.get(Event, event.id)
        for name, value in changes.items():
            setattr(found, name, value)
        answer = why_not(found)

    assert bool(answer) is bool(reason)
    assert reason in answer


def test_it_is_not_issued_unwritten_or_unsigned(app, make, event):
    with app.app_context():
        unwritten = why_not(db.session.get(Event, event.id))
    make.letter(event)
    with app.app_context():
        unsigned = why_not(db.session.get(Event, event.id))

    assert "belum disusun" in unwritten
    assert "Penanda tangan belum dipilih" in unsigned


@pytest.mark.parametrize("people", [1, 5])
def test_the_number_of_queries_does_not_grow_with_the_list(
    make, staff, event, letter, queries, people
):
    for _ in range(people):
        make.invited(event)

    queries.clear()
    pdf_of(staff, event)

    assert len(queries) <= 12, queries


def test_numbers_have_words():
    assert [WORDS[n - 1] for n in (1, 10, 11, 12, 20, 21, 99)] == [
        "satu",
        "sepuluh",
        "sebelas",
        "dua belas",
        "dua puluh",
        "dua puluh satu",
        "sembilan puluh sembilan",
    ]


def test_a_letter_of_next_year_bears_its_own_dates(make, staff, house, text_of):
    start = wib.at(date(2027, 3, 1), time(13, 30))
    event = make.event(starts_at=start, ends_at=start + timedelta(hours=2))

    text = words(text_of(pdf_of(staff, event)))

    assert "hari/tanggal : Senin, 1 Maret 2027 pukul : 13.30 WIB s.d. 15.30 WIB" in text
