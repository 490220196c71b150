"""/direktori/impor: upload, look, apply."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.accounts.models import Role
from app.audit import AuditEntry
from app.columns import now
from app.directory.models import ImportFile, Person, Region
from app.directory.planning import plan
from app.directory.table import read_table
from app.extensions import db
from tests.browser import HTMX
from tests.directory.lists import HEADER, csv_of, xlsx_of

LIST = csv_of(
    "Nama;Jabatan;Kelurahan;LK;No. HP",
    "H. Budi, S.E.;Kepling;Perwira;II;0812-3456-7890",
    "Siti;Lurah;Perwira;;",
)


@pytest.fixture
def perwira(make):
    return make.village(make.district("Tanjungbalai Selatan", code="12.74.01"), "Perwira")


@pytest.fixture
def upload(staff):
    """Upload a list as a petugas; the address of its preview, or the answer if it is refused."""

    def upload(content=LIST, name="daftar.csv", browser=staff):
        data = {"file": (BytesIO(content), name)}
        answer = browser.post("/direktori/impor", data=data)
        return answer.location if answer.status_code == 303 else answer

    return upload


@pytest.fixture
def apply(staff):
    """Look at a preview and apply it with these ticks, as one would with the mouse."""

    def apply(address, browser=staff, **ticks):
        digest = re.search(r'name="digest"[^>]*value="(\w+)"', browser.get(address).text)[1]
        return browser.post(f"{address}/terapkan", data={"digest": digest} | ticks)

    return apply


def people(rows):
    return [(person.full_name, person.is_active) for person in rows(Person)]


def test_an_uploaded_list_is_shown_and_changes_nothing_yet(make, staff, upload, rows, perwira):
    make.neighbourhood(perwira, 2)

    page = staff.get(upload()).text

    assert "H. Budi, S.E." in page
    assert "Perwira / Lingk. II" in page
    assert "<strong>2</strong> baru" in page
    assert rows(Person) == []


def test_applying_writes_the_whole_list_and_an_audit_entry(make, upload, apply, rows, perwira):
    second = make.neighbourhood(perwira, 2)
    address = upload()

    answer = apply(address)

    budi, siti = rows(Person)
    assert (answer.status_code, answer.location) == (303, address)
    assert (budi.full_name, budi.region_id, budi.phone) == (
        "H. Budi, S.E.", second.id, "+6281234567890",
    )  # fmt: skip
    assert siti.region_id == perwira.id
    entry = rows(AuditEntry)[-1]
    assert entry.action == "directory.import"
    assert (entry.detail["baru"], entry.detail["berubah"]) == (2, 0)
    assert "Budi" not in str(entry.detail)


def test_the_same_list_again_changes_nothing(make, staff, upload, apply, rows, perwira):
    make.neighbourhood(perwira, 2)
    apply(upload())
    before = [(p.id, p.full_name, p.updated_at) for p in rows(Person)]

    page = staff.get(upload()).text

    assert "<strong>0</strong> baru" in page
    assert "<strong>0</strong> berubah" in page
    assert "semua data sudah sama dengan direktori" in page
    assert ">Terapkan<" not in page
    assert [(p.id, p.full_name, p.updated_at) for p in rows(Person)] == before


def test_what_changes_is_shown_from_and_to(make, staff, upload, apply, reload, perwira):
    budi = make.person(make.neighbourhood(perwira, 2), name="Budi", phone="+6281100001111")
    address = upload()

    page = staff.get(address).text
    apply(address)

    assert "Nomor HP: <del>0811-0000-1111</del> → <ins>0812-3456-7890</ins>" in page
    assert "Gelar depan: <del>-</del> → <ins>H.</ins>" in page
    assert reload(budi).phone == "+6281234567890"


def test_a_new_lingkungan_is_created_only_by_a_tick(upload, apply, rows, perwira):
    address = upload()

    refused = apply(address)
    before = len(rows(Person))
    apply(address, create_regions="y")

    assert refused.status_code == 422
    assert "Centang “Buat lingkungan baru”" in refused.text
    assert before == 0
    assert [region.name for region in rows(Region)][-1] == "Lingkungan II"
    assert len(rows(Person)) == 2


def test_without_the_tick_rows_of_a_new_lingkungan_can_be_skipped(upload, apply, rows, perwira):
    apply(upload(), skip_wrong="y")

    assert people(rows) == [("Siti", True)]
    assert "Lingkungan II" not in [region.name for region in rows(Region)]


def test_wrong_rows_stop_everything_unless_they_are_skipped(staff, upload, apply, rows, perwira):
    address = upload(LIST + b"\r\nAni;Lurah;Perwera;;")

    page = staff.get(f"{address}?tampil=salah").text
    refused = apply(address, create_regions="y")
    before = len(rows(Person))
    apply(address, create_regions="y", skip_wrong="y")

    assert re.search(r'<td class="number">4</td>', page)
    assert "Maksud Anda Perwira?" in page
    assert "H. Budi" not in page
    assert refused.status_code == 422
    assert before == 0
    assert people(rows) == [("H. Budi, S.E.", True), ("Siti", True)]


def test_predecessors_go_only_by_a_tick(make, staff, upload, apply, reload, perwira):
    ani = make.person(perwira, name="Ani")
    address = upload()

    page = staff.get(address).text
    apply(address, skip_wrong="y", retire_replaced="y")

    assert "Perwira sudah dijabat oleh Ani." in page
    assert not reload(ani).is_active


def test_predecessors_stay_without_the_tick(make, upload, apply, reload, perwira):
    ani = make.person(perwira, name="Ani")

    apply(upload(), skip_wrong="y")

    assert reload(ani).is_active


def test_a_directory_that_changed_meanwhile_is_shown_again(make, staff, upload, rows, perwira):
    region = make.neighbourhood(perwira, 2)
    address = upload()
    digest = re.search(r'name="digest"[^>]*value="(\w+)"', staff.get(address).text)[1]
    make.person(region, name="Budi")

    answer = staff.post(f"{address}/terapkan", data={"digest": digest})

    assert answer.status_code == 409
    assert "Direktori baru saja berubah" in answer.text
    assert digest not in answer.text
    assert people(rows) == [("Budi", True)]


def test_an_import_is_applied_once(make, staff, upload, apply, rows, perwira):
    make.neighbourhood(perwira, 2)
    address = upload()
    apply(address)

    again = staff.post(f"{address}/terapkan", data={"digest": "x"})

    assert (again.status_code, again.location) == (303, address)
    assert "Impor selesai" in staff.get(address).text
    assert len(rows(Person)) == 2


def test_the_file_goes_once_it_is_applied(app, make, upload, apply, perwira):
    make.neighbourhood(perwira, 2)
    files = Path(app.config["DATA"]) / "files"
    address = upload()
    waiting = len(list(files.iterdir()))

    apply(address)

    assert (waiting, len(list(files.iterdir()))) == (1, 0)


def test_a_discarded_import_leaves_nothing(app, staff, upload, rows, perwira):
    address = upload()

    staff.post(f"{address}/batal")

    assert rows(ImportFile) == []
    assert list((Path(app.config["DATA"]) / "files").iterdir()) == []
    assert staff.get(address).status_code == 404


def test_imports_that_nobody_applied_are_forgotten_after_a_week(app, upload, rows, perwira):
    upload()
    with app.app_context():
        db.session.scalars(db.select(ImportFile)).one().uploaded_at = now() - timedelta(days=8)
        db.session.commit()

    upload(name="baru.csv")

    assert [kept.file_name for kept in rows(ImportFile)] == ["baru.csv"]


def test_only_the_uploader_and_the_admin_see_an_import(make, log_in, upload, perwira):
    address = upload()

    for role, status in ((Role.STAFF, 404), (Role.LEAD, 403), (Role.ADMIN, 200)):
        browser = log_in(make.account(role))
        assert browser.get(address).status_code == status
        if status != 200:
            assert browser.post(f"{address}/terapkan").status_code == status
            assert browser.post(f"{address}/batal").status_code == status


@pytest.mark.parametrize(
    ("content", "name", "advice"),
    [
        (b"", "a.csv", "kosong"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 99, "a.xls", "Simpan Sebagai"),
        (b"halo", "a.exe", "Pilih berkas .xlsx atau .csv"),
        (b"halo", "a.csv", "Beri judul pada setiap kolom"),
    ],
)
def test_a_refused_file_says_what_to_do_and_is_not_kept(app, upload, rows, content, name, advice):
    answer = upload(content, name)

    assert answer.status_code == 422
    assert advice in answer.text
    assert rows(ImportFile) == []
    assert not (Path(app.config["DATA"]) / "files").exists()


def test_no_file_at_all_is_told(staff):
    answer = staff.post("/direktori/impor", data={})

    assert answer.status_code == 422
    assert "Pilih berkas daftar terlebih dulu." in answer.text


def test_the_clients_word_for_the_type_counts_nothing(staff, perwira):
    data = {"file": (BytesIO(LIST), "daftar.csv", "application/x-msdownload")}

    assert staff.post("/direktori/impor", data=data).status_code == 303


@pytest.mark.parametrize("name", ["../../etc/a.csv", "C:a.csv", "a\u202exslx.csv"])
def test_odd_file_names_are_cleaned(staff, upload, rows, perwira, name):
    address = upload(name=name)

    kept = rows(ImportFile)[0]
    assert re.fullmatch(r"[0-9a-f]{32}", kept.stored_as)
    assert kept.file_name in {"a.csv", "axslx.csv"}
    assert staff.get(address).status_code == 200


@pytest.mark.parametrize("name", ["a:.csv", "x.csv/", "x.csv/."])
def test_a_file_whose_clean_name_tells_no_type_is_refused(upload, rows, perwira, name):
    answer = upload(name=name)

    assert answer.status_code == 422
    assert "Pilih berkas .xlsx atau .csv" in answer.text
    assert rows(ImportFile) == []


def test_a_kept_list_that_became_unreadable_says_what_to_do(app, staff, upload, perwira):
    address = upload()
    with app.app_context():
        db.session.scalars(db.select(ImportFile)).one().file_name = "daftar"
        db.session.commit()

    page = staff.get(address)

    assert page.status_code == 422
    assert "Pilih berkas .xlsx atau .csv" in page.text


def test_thousands_of_misspelt_places_are_looked_at_quickly(staff, upload, perwira):
    lines = [f"Budi;Lurah;perwera {n} silo bestari tanjung" for n in range(3_000)]
    begun = time.process_time()

    page = staff.get(upload(csv_of("Nama;Jabatan;Kelurahan", *lines)))

    assert page.status_code == 200
    assert time.process_time() - begun < 15


def test_names_in_a_list_are_text_not_markup(staff, upload, perwira):
    page = staff.get(upload(csv_of("Nama;Jabatan", "<b onclick=x>Budi</b>;=cmd|' /C'!A0"))).text

    assert "<b onclick" not in page
    assert "&lt;b onclick=x&gt;Budi" in page


def test_htmx_gets_the_filtered_rows_alone(make, staff, upload, perwira):
    answer = staff.get(f"{upload()}?tampil=baru", headers=HTMX)

    assert answer.text.startswith('<div id="import-rows">')
    assert staff.get(f"{upload()}?tampil=apa").status_code == 404


def test_long_lists_are_shown_in_pages(staff, upload, perwira):
    lines = [f"Orang {n:03d};Kepling;Perwira;{n + 1};" for n in range(130)]
    address = upload(csv_of("Nama;Jabatan;Kelurahan;LK;HP", *lines))

    page = staff.get(f"{address}?halaman=2").text

    assert "Orang 100" in page
    assert "Orang 099" not in page


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_template_is_understood_and_its_example_is_nobody(app, staff, perwira, ending):
    answer = staff.get(f"/direktori/impor/templat.{ending}")

    with app.app_context():
        table = read_table(answer.data, f"templat.{ending}")
        result = plan(table)
    assert f"filename=templat-direktori.{ending}" in answer.headers["Content-Disposition"]
    assert len(table.columns) == 11
    assert (result.rows, [number for number, _ in result.ignored]) == ([], [2])


def test_the_template_has_drop_downs_and_columns_of_text(staff, perwira):
    book = load_workbook(BytesIO(staff.get("/direktori/impor/templat.xlsx").data))

    sheet = book["Daftar"]
    lists = {str(rule.sqref)[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert set(lists) == {"D", "E", "F", "K"}
    assert book["Pilihan"]["C1"].value == "Perwira"
    assert sheet.column_dimensions["J"].number_format == "@"


def test_five_thousand_rows(upload, apply, rows, staff, perwira):
    body = [
        [f"Drs. Orang Ke {n}, M.Si.", "Kaling", None, "Kel. Perwira", f"LK {n % 40 + 1}",
         float(81200000000 + n), None, "L" if n % 2 else "P"]
        for n in range(5_000)
    ]  # fmt: skip
    address = upload(xlsx_of([["DAFTAR"], HEADER, *body]), "daftar.xlsx")

    began = time.process_time()
    staff.get(address)
    planned = time.process_time()
    staff.get(f"{address}?tampil=baru&halaman=3")
    looked = time.process_time()
    apply(address, create_regions="y")

    persons = rows(Person)
    assert looked - planned < (planned - began) / 4  # it is not worked out again
    assert len(persons) == 5_000
    assert len({person.phone for person in persons}) == 5_000
    assert persons[4_999].full_name == "Drs. Orang Ke 4999, M.Si."
    assert len([region for region in rows(Region) if region.number]) == 40


def test_addresses_of_e_mail_are_taken_over_and_an_empty_cell_erases_none(
    make, upload, apply, rows, staff, perwira
):
    ani = make.person(perwira, name="Ani", email="lama@contoh.go.id")
    place = make.neighbourhood(perwira, 2)
    make.person(place, name="Budi", email="budi@contoh.go.id")
    content = csv_of(
        "Nama;Jabatan;Kelurahan;LK;E-mail",
        "Ani;Lurah;Perwira;;baru@contoh.go.id",
        "Budi;Kepling;Perwira;II;",
    )

    address = upload(content)
    page = staff.get(address).text
    apply(address)

    assert "lama@contoh.go.id" in page
    assert [p.email for p in rows(Person)] == ["baru@contoh.go.id", "budi@contoh.go.id"]
    assert rows(Person)[0].id == ani.id


def test_a_poor_address_of_e_mail_is_pointed_out(make, upload, staff, perwira):
    content = csv_of("Nama;Jabatan;Kelurahan;Surel", "Ani;Lurah;Perwira;ani@@contoh")

    page = staff.get(upload(content)).text

    assert "E-mail “ani@@contoh” belum benar." in page
