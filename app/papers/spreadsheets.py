"""The daftar hadir as XLSX and CSV. What people typed stays text, never a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO, StringIO

from xlsxwriter import Workbook

from app import nip, wib
from app.events.models import Event
from app.papers.roll import Line, Roll

Row = list[str | int]

HEAD = ["No", "Daftar", "Nama", "Jabatan", "Kelurahan/Instansi", "Mewakili", "L/P"]
PERSONAL = ["NIP", "Nomor HP"]  # only where it was asked for
HEAD_END = ["Waktu", "Cara"]
WIDTHS = [5, 12, 36, 28, 34, 26, 5]
PERSONAL_WIDTHS = [24, 18]
WIDTHS_END = [22, 22]
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
DATED = datetime(2026, 1, 1)  # noqa: DTZ001 - the same list gives the same bytes


def xlsx(event: Event, roll: Roll, *, phones: bool) -> bytes:
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
    return file.getvalue()


def _above(event: Event) -> list[Row]:
    when = f"{wib.long_date(event.day)}, {event.hours}"
    return [["Daftar Hadir"], [event.title], [when], [event.place], []]


def comma_separated(roll: Roll, *, phones: bool) -> bytes:
    """UTF-8 with a mark, semicolons: what a double click in an Indonesian Excel opens rightly."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
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
