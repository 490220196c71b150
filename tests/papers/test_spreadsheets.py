import csv
import io
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from app.attendees.models import Part
from app.audit import AuditEntry
from app.directory.models import Person
from app.extensions import db
from app.papers import spreadsheets

FORMULAS = ["=1+1", "+62812", "-1", "@SUM(A1)", "＝1+1", "  =1+1", "\t=1", "\r=1"]
FORMULAS += ["﹦1+1", "﹢1", "﹣1", "﹫SUM(A1)", "−1", "\u3000=1"]


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


def test_a_nip_is_text_and_belongs_to_the_one_who_has_it(make, staff):
    event = make.event()
    make.attendance(event, make.person(nip="196804111993031009"))
    make.attendance(event, name="Tamu", part=Part.PARTICIPANT)

    rows = csv_of(staff, event, hp="y")

    assert [row[7] for row in rows] == ["NIP", "19680411 199303 1 009", ""]


def test_a_nip_leaves_only_with_the_phones(make, staff):
    event = make.event()
    make.attendance(event, make.person(nip="196804111993031009"))

    in_csv = str(csv_of(staff, event))
    in_xlsx = str([[cell.value for cell in row] for row in cells_of(staff, event)])
    asked = [cell.value for cell in cells_of(staff, event, hp="y")[-1]]

    assert "NIP" not in in_csv + in_xlsx
    assert "19680411" not in in_csv + in_xlsx
    assert "19680411 199303 1 009" in asked


def test_a_list_does_not_change_with_the_directory(make, staff, app):
    event = make.event()
    person = make.person(nip="196804111993031009")
    make.attendance(event, person)
    before = csv_of(staff, event, hp="y")
    with app.app_context():
        db.session.get(Person, person.id).nip = "197001011995031001"
        db.session.commit()

    assert csv_of(staff, event, hp="y") == before


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


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_no_transaction_is_open_while_a_sheet_is_made(make, staff, monkeypatch, kind):
    event = make.event()
    make.attendance(event, make.person())
    open_ones, head = [], spreadsheets.head

    def watched(*args):
        open_ones.append(db.session().in_transaction())
        return head(*args)

    monkeypatch.setattr(spreadsheets, "head", watched)

    answer = staff.post(f"/kegiatan/{event.code}/hadir/daftar-hadir.{kind}")

    assert answer.status_code == 200
    assert open_ones == [False]


def test_each_export_is_recorded(make, staff, rows):
    event = make.event()
    make.attendance(event, phone="+6281234567890")

    csv_of(staff, event, hp="y")
    cells_of(staff, event)

    assert [entry.detail for entry in rows(AuditEntry)] == [
        {"kind": "daftar-hadir.csv", "rows": 1, "phones": True},
        {"kind": "daftar-hadir.xlsx", "rows": 1, "phones": False},
    ]


def test_a_signature_that_waited_for_a_line_says_when_it_came(make, staff):
    event = make.event()
    signed, received = (
        datetime(2026, 2, 4, 2, 14, tzinfo=UTC),
        datetime(2026, 2, 4, 6, 40, tzinfo=UTC),
    )
    make.attendance(event, signed_at=signed, received_at=received)

    row = csv_of(staff, event)[-1]

    assert row[-2:] == ["09.14 WIB", "HP sendiri, terkirim 13.40 WIB"]
