"""Certificates on paper: one page each, one layout for all."""

import io
import re
from datetime import date, time

import pikepdf
import pytest

from app import wib
from app.attendees.models import Part
from app.audit import AuditEntry
from app.certificates.models import Style

LONG = "Prof. Dr. Ir. H. Raden Mas Abdurrahman Sastrowardoyo Kusumanegara, S.H., M.Hum., Ph.D."


@pytest.fixture
def event(make):
    make.office(address="Jalan Sudirman")
    return make.event(
        title="Sosialisasi BPJS Ketenagakerjaan",
        place="Aula Dinas",
        starts_at=wib.at(date(2026, 2, 4), time(9)),
        ends_at=None,
    )


@pytest.fixture
def signer(make):
    return make.official(
        name="Agus Salim Lubis",
        back_titles="M.Si.",
        position="Kepala Dinas",
        nip="196804111993031009",
        rank="Pembina (IV/a)",
    )


def series(make, event, signer, **values):
    return make.series(event, digits=3, first=1, signer_id=signer.id, **values)


def all_of(browser, event):
    answer = browser.post(f"/kegiatan/{event.code}/dokumen/sertifikat.pdf")
    assert answer.status_code == 200
    return answer.data


def test_each_says_who_as_what_at_which_kegiatan_and_who_signs(
    make, staff, event, signer, text_of, rows
):
    series(make, event, signer)
    speaker = make.attendance(event, name="Martin Cipto", part=Part.SPEAKER)
    make.certificate(event, speaker, 7)

    answer = staff.post(f"/kegiatan/{event.code}/sertifikat/7.pdf")

    text = " ".join(text_of(answer.data).split())
    assert text.startswith("PEMERINTAH KOTA TANJUNGBALAI DINAS KETENAGAKERJAAN")
    assert "SERTIFIKAT Nomor: 500.15.16/007/DISNAKER/2026 diberikan kepada Martin Cipto" in text
    assert "Staf, Bank sebagai Narasumber" in text
    assert "dalam kegiatan Sosialisasi BPJS Ketenagakerjaan yang diselenggarakan pada" in text
    assert "Rabu, 4 Februari 2026 di Aula Dinas Tanjungbalai, 4 Februari 2026 Kepala Dinas," in text
    assert text.endswith("Agus Salim Lubis, M.Si. Pembina (IV/a) NIP 19680411 199303 1 009")
    name = answer.headers["Content-Disposition"]
    assert name == "attachment; filename=sertifikat-007-Martin-Cipto.pdf"
    assert rows(AuditEntry)[-1].detail == {"kind": "sertifikat.pdf", "serial": 7}


def test_all_of_them_stand_in_one_document_by_number(make, staff, event, signer, text_of, facts_of):
    series(make, event, signer)
    for serial in (3, 1, 2):
        make.certificate(event, make.attendance(event, name=f"Tamu {'ABC'[serial - 1]}"), serial)

    pdf = all_of(staff, event)

    pages = text_of(pdf).split("\f")[:-1]
    assert [re.search(r"Tamu [ABC]", page)[0] for page in pages] == ["Tamu A", "Tamu B", "Tamu C"]
    facts = facts_of(pdf)
    assert "841.89 x 595.276 pts (A4)" in facts
    assert "Sertifikat – Sosialisasi BPJS Ketenagakerjaan" in facts


def test_who_listens_hears_the_words_of_every_page_once_and_in_order(
    make, staff, event, signer, facts_of
):
    series(make, event, signer)
    for serial in (1, 2):
        make.certificate(event, make.attendance(event, name=f"Tamu {'AB'[serial - 1]}"), serial)

    pdf = all_of(staff, event)

    heard = re.findall(r'"(.*)"', facts_of(pdf, "-struct-text"))
    half = len(heard) // 2
    assert heard[2:6] == [
        "SERTIFIKAT",
        "Nomor: 500.15.16/001/DISNAKER/2026",
        "diberikan kepada",
        "Tamu A",
    ]
    assert heard[half + 2 : half + 6][1::2] == ["Nomor: 500.15.16/002/DISNAKER/2026", "Tamu B"]
    assert "Figure" not in facts_of(pdf, "-struct")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        tree = opened.Root.StructTreeRoot.ParentTree.Nums
        for page in opened.pages:
            owners = tree[2 * int(page.StructParents) + 1]
            assert {owner.Pg.objgen for owner in owners} == {page.objgen}


def test_samples_say_on_every_page_that_they_are_samples(make, staff, signer, text_of):
    event = make.event(is_demo=True)
    series(make, event, signer)
    for serial in (1, 2, 3):
        make.certificate(event, make.attendance(event), serial)

    text = text_of(all_of(staff, event))

    assert ["Data contoh" in page for page in text.split("\f")] == [True, True, True, False]


def test_a_long_name_stays_on_its_page(make, staff, event, signer, text_of):
    series(make, event, signer)
    for serial, name in enumerate([LONG, "W" * 120, "W " * 100, "Bu"], 1):
        make.certificate(event, make.attendance(event, name=name.strip()), serial)

    text = text_of(all_of(staff, event), "-raw")

    assert text.count("\f") == 4
    assert " ".join(text.split("\f")[0].split()).count(LONG) == 1


def test_names_in_other_letters_are_printed_too(make, staff, event, signer, text_of):
    series(make, event, signer)
    for serial, name in enumerate(["Κώστας Παπάς", "Budi Contoh"], 1):
        make.certificate(event, make.attendance(event, name=name), serial)

    text = text_of(all_of(staff, event))

    assert text.count("\f") == 2
    assert "Budi Contoh" in text.split("\f")[1]


def test_a_statement_is_upright_under_the_letterhead(make, staff, event, signer, text_of, facts_of):
    series(make, event, signer, style=Style.STATEMENT, words="Harap maklum.")
    make.certificate(event, make.attendance(event, name="Budi Contoh"), 12)

    answer = staff.post(f"/kegiatan/{event.code}/sertifikat/12.pdf")

    text = " ".join(text_of(answer.data).split())
    assert "SURAT KETERANGAN HADIR Nomor: 500.15.16/012/DISNAKER/2026" in text
    assert "nama : Budi Contoh jabatan : Staf kelurahan/instansi : Bank" in text
    assert "hadir sebagai : Tamu kegiatan : Sosialisasi BPJS Ketenagakerjaan" in text
    assert "pukul : 09.00 WIB s.d. selesai tempat : Aula Dinas Harap maklum." in text
    assert "595.276 x 841.89 pts (A4)" in facts_of(answer.data)


def test_a_substitute_is_named_with_whom_they_represent(make, staff, event, signer, text_of):
    series(make, event, signer)
    came = make.attendance(event, name="Siti Aminah", represents="Lurah Perwira")
    make.certificate(event, came, 1)

    text = " ".join(text_of(all_of(staff, event)).split())

    assert "Siti Aminah Staf, mewakili Lurah Perwira sebagai" in text


def test_before_there_are_numbers_a_specimen_shows_how_it_will_look(make, staff, event, text_of):
    text = text_of(all_of(staff, event))

    assert "Nama Peserta" in text


def test_the_first_one_is_shown_as_a_picture(make, staff, event, signer):
    address = f"/kegiatan/{event.code}/sertifikat/pratinjau"
    missing = staff.get(address)
    series(make, event, signer)

    fragment = staff.get(address, headers={"HX-Request": "true"})

    assert missing.status_code == 404
    assert "data:image/png;base64," in fragment.text
    assert "<html" not in fragment.text
    assert "<html" in staff.get(address).text


def test_the_same_certificates_give_the_same_bytes(make, staff, event, signer):
    series(make, event, signer)
    make.certificate(event, make.attendance(event), 1)

    assert all_of(staff, event) == all_of(staff, event)


def test_a_number_of_another_kegiatan_is_nowhere(make, staff, event):
    other = make.event()
    make.certificate(other, make.attendance(other), 5)

    assert staff.post(f"/kegiatan/{event.code}/sertifikat/5.pdf").status_code == 404
