import pytest
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Role
from app.audit import AuditEntry
from app.extensions import db
from app.office.models import Office, PaperSize, RuleStyle

FIELDS = {
    "government": "Pemerintah Kota Tanjungbalai",
    "name": "Dinas Ketenagakerjaan, Koperasi dan UMKM",
    "address": "Jalan Contoh Nomor 1",
    "postal_code": "21300",
    "phone": "(0623) 000000",
    "website": "disnaker.contoh.go.id",
    "email": "dinas@contoh.go.id",
    "city": "Tanjungbalai",
    "paper": "F4",
    "margin_top": "20",
    "margin_bottom": "25",
    "margin_left": "30",
    "margin_right": "20",
    "rule": "tunggal",
    "underline_names": "y",
}


def test_the_settings_begin_with_the_letterhead(staff):
    answer = staff.get("/pengaturan")

    assert (answer.status_code, answer.location) == (303, "/pengaturan/kop")


def test_an_office_that_nobody_has_described_has_the_usual_measures(staff, rows):
    page = staff.get("/pengaturan/kop")

    assert 'name="margin_left"' in page.text
    assert 'value="30"' in page.text
    assert rows(Office) == []


def test_staff_describe_the_office(staff, rows):
    answer = staff.post("/pengaturan/kop", data=FIELDS)

    [office] = rows(Office)
    assert (answer.status_code, answer.location) == (303, "/pengaturan/kop")
    assert office.name == "Dinas Ketenagakerjaan, Koperasi dan UMKM"
    assert (office.paper, office.rule) == (PaperSize.F4, RuleStyle.SINGLE)
    assert office.underline_names
    assert [entry.action for entry in rows(AuditEntry)] == ["office.change"]


def test_saving_again_changes_the_one_office(make, staff, rows):
    make.office(emblem="a" * 32)

    staff.post("/pengaturan/kop", data=FIELDS | {"name": "Dinas Baru", "underline_names": ""})

    [office] = rows(Office)
    assert office.name == "Dinas Baru"
    assert office.emblem == "a" * 32


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("government", "", "Kolom ini wajib diisi."),
        ("name", "   ", "Kolom ini wajib diisi."),
        ("city", "", "Kolom ini wajib diisi."),
        ("name", "a" * 161, "Paling banyak 160 huruf."),
        ("postal_code", "2130", "Kode pos terdiri dari 5 angka."),
        ("postal_code", "2130a", "Kode pos terdiri dari 5 angka."),
        ("phone", "telepon", "Tulis angka, spasi"),
        ("website", "tanpa titik", "Alamat laman ini belum benar."),
        ("website", "javascript:alert(1)", "Alamat laman ini belum benar."),
        ("email", "dinas.contoh", "Alamat pos-el ini belum benar."),
        ("email", "a@b", "Alamat pos-el ini belum benar."),
        ("paper", "A3", "Pilih salah satu."),
        ("rule", "titik", "Pilih salah satu."),
        ("margin_top", "4", "Isi antara 5 dan 60 mm."),
        ("margin_right", "61", "Isi antara 5 dan 60 mm."),
        ("margin_left", "", "Kolom ini wajib diisi."),
        ("margin_bottom", "dua", "Tulis angka bulat, misalnya 20."),
        ("margin_bottom", "9" * 5000, "Tulis angka bulat, misalnya 20."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(staff, rows, field, typed, words):
    page = staff.post("/pengaturan/kop", data=FIELDS | {field: typed})

    assert page.status_code == 422
    assert words in page.text
    assert "Jalan Contoh Nomor 1" in page.text
    assert rows(Office) == []


@pytest.mark.parametrize(("least", "most"), [("5", "60"), ("60", "5")])
def test_margins_at_their_limits_are_taken(staff, rows, least, most):
    staff.post("/pengaturan/kop", data=FIELDS | {"margin_top": least, "margin_left": most})

    assert (rows(Office)[0].margin_top, rows(Office)[0].margin_left) == (int(least), int(most))


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("name", "", "has_names"),
        ("city", "", "has_names"),
        ("postal_code", "213", "postal_code_length"),
        ("email", "dinas", "email_has_at"),
        ("emblem", "../kop.png", "emblem_is_stored"),
        ("margin_left", 61, "margins_in_range"),
        ("margin_top", 4, "margins_in_range"),
        ("id", 2, "only_one"),
    ],
)
def test_the_table_keeps_the_rules_of_the_form(app, column, value, rule):
    values = {"government": "Pemerintah", "name": "Dinas", "city": "Kota"} | {column: value}

    with app.app_context():
        db.session.add(Office(**{"id": 1} | values))
        with pytest.raises(IntegrityError, match=rule):
            db.session.commit()


def test_fields_that_nobody_asked_for_are_ignored(make, staff, reload):
    office = make.office(is_demo=True)

    staff.post("/pengaturan/kop", data=FIELDS | {"emblem": "b" * 32, "id": "2", "is_demo": "y"})

    assert reload(office).emblem is None


def test_what_a_real_account_changes_is_sample_data_no_longer(make, log_in, reload):
    office = make.office(is_demo=True)

    log_in(make.account(is_demo=True)).post("/pengaturan/kop", data=FIELDS)
    still_sample = reload(office).is_demo
    log_in(make.account()).post("/pengaturan/kop", data=FIELDS)

    assert still_sample
    assert not reload(office).is_demo


def test_markup_in_a_name_is_shown_as_text(make, staff):
    make.office(name="<b>Dinas</b>")

    page = staff.get("/pengaturan/kop")

    assert "<b>Dinas</b>" not in page.text
    assert "&lt;b&gt;Dinas&lt;/b&gt;" in page.text


def test_a_pimpinan_reads_and_cannot_change(make, log_in, rows):
    make.office(phone="(0623) 000000")
    browser = log_in(make.account(Role.LEAD))

    page = browser.get("/pengaturan/kop")
    answer = browser.post("/pengaturan/kop", data=FIELDS)

    assert "(0623) 000000" in page.text
    assert "Simpan" not in page.text
    assert answer.status_code == 403
    assert rows(Office)[0].paper is PaperSize.A4


def test_a_pimpinan_sees_an_empty_letterhead_as_empty(make, log_in):
    page = log_in(make.account(Role.LEAD)).get("/pengaturan/kop")

    assert "Kop surat belum diisi." in page.text


def test_the_page_offers_the_preview_with_and_without_javascript(staff):
    page = staff.get("/pengaturan/kop")

    assert 'hx-post="/pengaturan/kop/pratinjau"' in page.text
    assert "delay:600ms" in page.text
    assert 'formaction="/pengaturan/kop/pratinjau.pdf" formtarget="_blank"' in page.text


def test_only_an_admin_sees_the_way_to_the_accounts(make, log_in):
    for role, seen in ((Role.ADMIN, True), (Role.STAFF, False), (Role.LEAD, False)):
        page = log_in(make.account(role)).get("/pengaturan/kop")

        assert ("/pengaturan/akun" in page.text) is seen
