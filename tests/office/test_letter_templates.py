import pytest
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Role
from app.audit import AuditEntry
from app.office.letter_templates import LetterTemplate
from app.office.letter_texts import SAMPLE, Texts

FIELDS = {
    "name": "Undangan rapat",
    "subject": "Undangan {judul}",
    "opening": "Sehubungan dengan rapat,\r\nkami mengundang Saudara:",
    "note": "",
    "closing": "Terima kasih.",
    "copies": "Wali Kota {kota}",
}


def test_staff_add_a_template(staff, rows):
    answer = staff.post("/pengaturan/surat/baru", data=FIELDS)

    [template] = rows(LetterTemplate)
    assert (answer.status_code, answer.location) == (303, "/pengaturan/surat")
    assert template.subject == "Undangan {judul}"
    assert template.opening == "Sehubungan dengan rapat,\nkami mengundang Saudara:"
    assert [entry.action for entry in rows(AuditEntry)] == ["letter_template.create"]


def test_an_empty_office_is_offered_the_sample_with_its_legal_basis(staff, rows):
    empty = staff.get("/pengaturan/surat")
    form = staff.get("/pengaturan/surat/baru?contoh=1")

    assert 'href="/pengaturan/surat/baru?contoh=1">Pakai contoh teks</a>' in empty.text
    assert "Instruksi Presiden Nomor 2 Tahun 2021 tentang Optimalisasi Pelaksanaan" in form.text
    assert rows(LetterTemplate) == []


def test_the_sample_can_be_saved_as_it_is_offered(staff, rows):
    answer = staff.post("/pengaturan/surat/baru?contoh=1", data=SAMPLE._asdict() | {"name": "A"})

    assert answer.status_code == 303
    assert Texts(*(getattr(rows(LetterTemplate)[0], name) for name in Texts._fields)) == SAMPLE


def test_gaps_are_filled_and_nothing_else_in_braces():
    texts = SAMPLE._replace(note="{judul} {x} {kota}").filled("Rapat {kota}", "Tanjungbalai")

    assert texts.subject == "Undangan Rapat {kota}"
    assert texts.note == "Rapat {kota} {x} Tanjungbalai"
    assert texts.copies == "Wali Kota Tanjungbalai (sebagai laporan)"
    assert SAMPLE.filled("Rapat", "").copies == "Wali Kota (sebagai laporan)"


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", " ", "Kolom ini wajib diisi."),
        ("subject", "", "Kolom ini wajib diisi."),
        ("opening", "\n", "Kolom ini wajib diisi."),
        ("opening", "x" * 2001, "Paling banyak 2000 huruf."),
        ("note", "x" * 301, "Paling banyak 300 huruf."),
        ("closing", "Yth. {nama}", "{nama} tidak dikenal."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(staff, rows, field, typed, words):
    page = staff.post("/pengaturan/surat/baru", data=FIELDS | {field: typed})

    assert page.status_code == 422
    assert words in page.text
    assert "Wali Kota {kota}" in page.text
    assert rows(LetterTemplate) == []


@pytest.mark.parametrize("column", ["name", "subject", "opening"])
def test_the_table_keeps_the_rules_of_the_form(make, column):
    with pytest.raises(IntegrityError, match="has_texts"):
        make.letter_template(**{column: ""})


def test_a_name_stands_for_one_template_alone(make, staff, rows):
    make.letter_template(name="Undangan rapat")

    page = staff.post("/pengaturan/surat/baru", data=FIELDS)

    assert page.status_code == 422
    assert "Nama ini sudah dipakai templat lain." in page.text
    assert len(rows(LetterTemplate)) == 1


def test_a_template_is_changed_and_keeps_its_name(make, staff, reload):
    template = make.letter_template(name="Undangan rapat", is_demo=True)

    answer = staff.post(f"/pengaturan/surat/{template.id}", data=FIELDS)

    assert answer.status_code == 303
    assert reload(template).closing == "Terima kasih."
    assert not reload(template).is_demo


def test_a_template_is_deleted_and_letters_stay(make, staff, rows):
    template = make.letter_template()
    make.letter(make.event())

    answer = staff.post(f"/pengaturan/surat/{template.id}/hapus")

    assert answer.status_code == 303
    assert rows(LetterTemplate) == []
    assert rows(AuditEntry)[0].action == "letter_template.delete"


def test_a_pimpinan_reads_and_cannot_change(make, log_in, rows):
    template = make.letter_template(name="Undangan rapat")
    lead = log_in(make.account(Role.LEAD))
    address = f"/pengaturan/surat/{template.id}"

    page = lead.get("/pengaturan/surat")

    assert "Undangan rapat" in page.text
    assert "Tambah templat" not in page.text
    for path in (address, f"{address}/hapus", "/pengaturan/surat/baru"):
        assert lead.post(path, data=FIELDS).status_code == 403
    assert len(rows(LetterTemplate)) == 1


def test_a_template_that_does_not_exist_is_not_found(staff):
    for number in (1, 2**63):
        assert staff.get(f"/pengaturan/surat/{number}").status_code == 404
        assert staff.post(f"/pengaturan/surat/{number}/hapus").status_code == 404


@pytest.mark.parametrize("templates", [1, 5])
def test_the_number_of_queries_does_not_grow_with_the_list(make, staff, queries, templates):
    for _ in range(templates):
        make.letter_template()

    queries.clear()
    staff.get("/pengaturan/surat")

    assert len(queries) == 2, queries
