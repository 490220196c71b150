"""All questions of a kegiatan as a file."""

import csv
import io

import pytest
from openpyxl import load_workbook

from app.audit import AuditEntry
from app.questions.models import Status

FORMULAS = ["=1+1", "+62812", "-1", "@SUM(A1)", "＝1+1", "  =1+1", "\t=1"]


def csv_of(browser, event):
    answer = browser.post(f"/kegiatan/{event.code}/pertanyaan/unduh.csv")
    text = io.StringIO(answer.data.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=";"))


def cells_of(browser, event):
    answer = browser.post(f"/kegiatan/{event.code}/pertanyaan/unduh.xlsx")
    return list(load_workbook(io.BytesIO(answer.data)).active.iter_rows())


@pytest.mark.parametrize("text", FORMULAS)
def test_no_words_become_a_formula(make, staff, text):
    event = make.event()
    asker = make.attendance(event, name=text, institution=text)
    make.question(event, asker, words=text, status=Status.ANSWERED, answer=text, answered_by=text)

    [row] = csv_of(staff, event)
    cells = cells_of(staff, event)[-1]

    for column in ("Pertanyaan", "Penanya", "Kelurahan/Instansi", "Jawaban", "Dijawab oleh"):
        assert row[column] == f"'{text}"
    words = [cell for cell in cells if isinstance(cell.value, str)]
    assert {cell.data_type for cell in words} == {"s"}


def test_every_question_of_this_kegiatan_and_no_other(make, staff, rows):
    event = make.event()
    target = make.question(event, words="Berapa?")
    make.question(event, words="Mahal?", merged_into_id=target.id)
    make.question(event, words="Draf?", answer="Belum keluar.", answered_by="Narasumber")
    make.question(make.event(), words="Dari tempat lain?")

    first, merged, waiting = csv_of(staff, event)

    assert (first["No"], first["Pertanyaan"], first["Keadaan"]) == ("1", "Berapa?", "Tampil")
    assert (merged["Keadaan"], merged["Digabung ke No"]) == ("Digabung", "1")
    assert (waiting["Jawaban"], waiting["Dijawab oleh"]) == ("", "")
    [entry] = rows(AuditEntry)
    assert (entry.action, entry.detail) == ("question.export", {"kind": "csv", "rows": 3})


def test_a_stranger_gets_nothing(make, visitor):
    event = make.event()

    for kind in ("csv", "xlsx"):
        address = f"/kegiatan/{event.code}/pertanyaan/unduh.{kind}"
        assert visitor.post(address).status_code == 303
