import csv
import io

import pytest
from openpyxl import load_workbook

from app.attendees.models import Part
from app.audit import AuditEntry

FORMULAS = ["=1+1", "+62812", "-1", "@SUM(A1)", "＝1+1", "  =1+1", "\t=1", "\r=1"]


def csv_of(browser, event, **fields):
    answer = browser.post(f"/kegiatan/{event.code}/hadir/daftar-hadir.csv", data=fields)
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=";"))


def cells_of(browser, event, **fields):
    answer = browser.post(f"/kegiatan/{event.code}/hadir/daftar-hadir.xlsx", data=fields)
    return list(load_workbook(io.BytesIO(answer.data)).active.iter_rows())


@pytest.mark.parametrize("text", FORMULAS)
def test_no_name_becomes_a_formula(make, staff, text):
    event = make.event()
    make.attendance(event, name=text, part=Part.PARTICIPANT)

    in_csv = csv_of(staff, event)[1][2]
    in_xlsx = cells_of(staff, event)[6][2]

    assert in_csv == f"'{text}"
    assert in_xlsx.data_type == "s"


def test_no_part_of_a_name_becomes_a_formula_where_commas_separate(make, staff):
    event = make.event()
    make.attendance(event, name="Budi,=1+1,x", part=Part.PARTICIPANT)

    answer = staff.post(f"/kegiatan/{event.code}/hadir/daftar-hadir.csv")

    assert '"Budi,=1+1,x"' in answer.text


def test_phones_keep_their_zero_and_come_only_when_asked_for(make, staff):
    event = make.event()
    make.attendance(event, phone="+6281234567890")

    head, *_ = csv_of(staff, event)
    asked, row = csv_of(staff, event, hp="y")[:1][0], csv_of(staff, event, hp="y")[-1]
    cells = cells_of(staff, event, hp="y")[-1]

    assert "Nomor HP" not in head
    assert row[asked.index("Nomor HP")] == "0812-3456-7890"
    assert "0812-3456-7890" in [cell.value for cell in cells]


def test_a_nip_is_text_and_belongs_to_the_one_who_came(make, staff):
    event = make.event()
    make.attendance(event, make.person(nip="196804111993031009"))
    make.attendance(event, make.person(nip="197001011995031001"), represents="Camat Selatan")

    rows = csv_of(staff, event)

    assert [row[7] for row in rows] == ["NIP", "19680411 199303 1 009", ""]


def test_both_hold_who_came_in_official_order(make, staff):
    event = make.event(title="Sosialisasi")
    make.attendance(event, name="Martin", part=Part.SPEAKER, sex="L")
    make.attendance(event, make.person(region=make.village(), name="Lurah Budi"))

    rows = csv_of(staff, event)
    cells = [[cell.value for cell in row] for row in cells_of(staff, event)]

    assert [row[0] for row in rows] == ["No", "1", "1"]
    assert [row[1] for row in rows[1:]] == ["Peserta", "Narasumber"]
    assert [row[2] for row in rows[1:]] == ["Lurah Budi", "Martin"]
    assert cells[1][0] == "Sosialisasi"
    assert [row[2] for row in cells[-2:]] == ["Lurah Budi", "Martin"]


def test_each_export_is_recorded(make, staff, rows):
    event = make.event()
    make.attendance(event, phone="+6281234567890")

    csv_of(staff, event, hp="y")
    cells_of(staff, event)

    assert [entry.detail for entry in rows(AuditEntry)] == [
        {"kind": "daftar-hadir.csv", "rows": 1, "phones": True},
        {"kind": "daftar-hadir.xlsx", "rows": 1, "phones": False},
    ]
