import csv
import io

import pytest
from openpyxl import load_workbook

from app.accounts.models import Role
from app.audit import AuditEntry
from app.followups.models import Status

FORMULAS = ["=1+1", "+62812", "-1", "@SUM(A1)", "＝1+1", "  =1+1", "\t=1", "\r=1"]


def csv_of(browser, **fields):
    answer = browser.post("/tindak-lanjut/unduh.csv", data=fields)
    assert answer.data.startswith(b"\xef\xbb\xbf")
    text = io.StringIO(answer.data.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=";"))


def cells_of(browser, **fields):
    answer = browser.post("/tindak-lanjut/unduh.xlsx", data=fields)
    return list(load_workbook(io.BytesIO(answer.data)).active.iter_rows())


@pytest.mark.parametrize("text", FORMULAS)
def test_no_words_become_a_formula(make, staff, text):
    promise = make.follow_up(what=text, responsible=text)
    make.note(promise, words=text)

    [row] = csv_of(staff)
    cells = cells_of(staff)[-1]

    for column in ("Uraian", "Penanggung Jawab", "Catatan Terakhir"):
        assert row[column] == f"'{text}"
    assert {cell.data_type for cell in cells if cell.value and cell.column > 1} == {"s"}


def test_phones_keep_their_zero_and_come_only_when_asked_for(make, staff):
    make.follow_up(phone="+6281234567890")

    [bare], [asked] = csv_of(staff), csv_of(staff, hp="y")
    cells = [cell.value for cell in cells_of(staff, hp="y")[-1]]
    head = [cell.value for cell in cells_of(staff, hp="y")[3]]

    assert "Nomor HP" not in bare
    assert asked["Nomor HP"] == "0812-3456-7890"
    assert cells[head.index("Nomor HP")] == "0812-3456-7890"


def test_everything_that_is_known_stands_in_the_row(make, staff):
    district = make.district(name="Selatan")
    place = make.neighbourhood(make.village(district, name="Perwira"), 2)
    event = make.event(title="Sosialisasi")
    make.follow_up(
        event, what="Kirim", region_id=place.id, status=Status.DROPPED, drop_reason="Tidak jadi"
    )

    [row] = csv_of(staff)

    assert (row["Wilayah"], row["Kecamatan"]) == ("Perwira / Lingk. II", "Selatan")
    assert (row["Kegiatan"], row["Status"]) == ("Sosialisasi", "Batal")
    assert row["Alasan Batal"] == "Tidak jadi"
    assert row["Penanggung Jawab"] == "Budi Contoh, Lurah Perwira"


def test_only_what_the_filters_leave(make, staff):
    make.follow_up(what="Ini", status=Status.WAITING)
    make.follow_up(what="Itu")

    assert [row["Uraian"] for row in csv_of(staff, status="menunggu")] == ["Ini"]
    assert [row[1].value for row in cells_of(staff, status="menunggu")[4:]] == ["Ini"]


def test_the_page_hands_its_filters_on(make, staff):
    page = staff.get("/tindak-lanjut?status=menunggu&q=kartu").text

    assert '<input type="hidden" name="status" value="menunggu">' in page
    assert '<input type="hidden" name="q" value="kartu">' in page


def test_the_head_of_the_office_gets_it_without_phones(make, log_in):
    make.follow_up(phone="+6281234567890")
    head = log_in(make.account(Role.LEAD))

    assert len(csv_of(head)) == 1
    assert head.post("/tindak-lanjut/unduh.csv", data={"hp": "y"}).status_code == 403
    assert head.post("/tindak-lanjut/unduh.xlsx", data={"hp": "y"}).status_code == 403


def test_each_export_is_recorded(make, staff, rows):
    make.follow_up()

    csv_of(staff, hp="y")
    cells_of(staff)

    assert [entry.detail for entry in rows(AuditEntry)] == [
        {"kind": "csv", "rows": 1, "phones": True},
        {"kind": "xlsx", "rows": 1, "phones": False},
    ]


@pytest.mark.parametrize("many", [1, 5])
def test_the_number_of_queries_does_not_grow(make, staff, queries, many):
    for _ in range(many):
        promise = make.follow_up(make.event(), region_id=make.neighbourhood().id)
        make.note(promise)

    queries.clear()
    csv_of(staff)

    assert len(queries) == 7, queries  # three of them seal the audit entry
