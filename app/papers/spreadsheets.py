"""The daftar hadir as XLSX and CSV. What people typed stays text, never a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO, StringIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from app import nip, wib
from app.events.models import Event
from app.office.models import PaperSize
from app.papers.roll import Line, Roll

Row = list[str | int]

HEAD = ["No", "Daftar", "Nama", "Jabatan", "Kelurahan/Instansi", "Mewakili", "L/P"]
PERSONAL = ["NIP", "Nomor HP"]  # only where it was asked for
HEAD_END = ["Waktu", "Cara"]
WIDTHS = [5, 12, 36, 28, 34, 26, 5]
PERSONAL_WIDTHS = [24, 18]
WIDTHS_END = [22, 22]
EXCEL_PAPERS = {PaperSize.A4: 9, PaperSize.F4: 14}  # Excel knows F4 as Folio
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
DATED = datetime(2026, 1, 1)  # noqa: DTZ001 - the same list gives the same bytes


def xlsx(event: Event, roll: Roll, *, phones: bool, paper: PaperSize = PaperSize.A4) -> bytes:
    file = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as book:
        book.set_properties({"title": f"Daftar Hadir {event.title}"[:255], "created": DATED})
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("Daftar Hadir")
        for column, width in enumerate(_widths(phones)):
            sheet.set_column(column, column, width)
        above = _above(event)
        for number, row in enumerate([*above, head(phones), *_rows(roll, phones)]):
            style = bold if number in {0, len(above)} else None
            for column, cell in enumerate(row):
                write = sheet.write_number if isinstance(cell, int) else sheet.write_string
                write(number, column, cell, style)
        sheet.freeze_panes(len(above) + 1, 0)
        _set_up_printing(sheet, paper, len(above))
    return file.getvalue()


def _set_up_printing(sheet: Worksheet, paper: PaperSize, head_row: int) -> None:
    """Across the paper of the office, one page wide; each page says again what its columns are."""
    sheet.set_paper(EXCEL_PAPERS[paper])
    sheet.set_landscape()
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.8)  # inches
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head_row)
    sheet.set_footer("&L&A&RHalaman &P dari &N")


def _above(event: Event) -> list[Row]:
    when = f"{wib.long_date(event.day)}, {event.hours}"
    return [["Daftar Hadir"], [event.title], [when], [event.place], []]


def comma_separated(roll: Roll, *, phones: bool) -> bytes:
    """UTF-8 with a mark, semicolons: what a double click in an Indonesian Excel opens rightly."""
    text = StringIO()
    # Quoted, so that a program that splits at commas does not make a formula of half a cell.
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(head(phones))
    for row in _rows(roll, phones):
        writer.writerow([_tame(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def head(phones: bool) -> Row:
    return [*HEAD, *(PERSONAL if phones else []), *HEAD_END]


def _widths(phones: bool) -> list[int]:
    return [*WIDTHS, *(PERSONAL_WIDTHS if phones else []), *WIDTHS_END]


def _rows(roll: Roll, phones: bool) -> Iterator[Row]:
    for section in roll.sections:
        for line in section.lines:
            yield _row(section.title, line, phones)


def _row(title: str, line: Line, phones: bool) -> Row:
    attendance = line.attendance
    if attendance is None:
        raise ValueError("A blank list has no table form.")
    personal = [nip.show(attendance.nip) if attendance.nip else "", line.phone]
    return [
        line.number,
        title,
        line.name,
        line.position,
        line.place,
        line.represents,
        attendance.sex or "",
        *(personal if phones else []),
        wib.clock_wib(attendance.signed_at),
        attendance.method.label,
    ]


def _tame(text: str) -> str:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front."""
    return f"'{text}" if text.lstrip(" \u00a0\n\ufeff\u200b").startswith(FORMULA) else text
