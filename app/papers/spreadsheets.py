"""The daftar hadir as XLSX and CSV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app import nip, sheets, wib
from app.attendees.models import Attendance
from app.events.models import Event
from app.office.models import PaperSize
from app.papers.roll import Line, Roll
from app.sheets import Row

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

HEAD = ["No", "Daftar", "Nama", "Jabatan", "Kelurahan/Instansi", "Mewakili", "L/P"]
PERSONAL = ["NIP", "Nomor HP"]  # only where it was asked for
HEAD_END = ["Waktu", "Cara"]
WIDTHS = [5, 12, 36, 28, 34, 26, 5]
PERSONAL_WIDTHS = [24, 18]
WIDTHS_END = [22, 30]
EXCEL_PAPERS = {PaperSize.A4: 9, PaperSize.F4: 14}  # Excel knows F4 as Folio


def xlsx(event: Event, roll: Roll, *, phones: bool, paper: PaperSize = PaperSize.A4) -> bytes:
    above = _above(event)
    return sheets.xlsx(
        f"Daftar Hadir {event.title}",
        "Daftar Hadir",
        head(phones),
        _rows(roll, phones),
        widths=_widths(phones),
        above=above,
        set_up=lambda sheet: _set_up_printing(sheet, paper, len(above)),
    )


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
    return sheets.comma_separated(head(phones), _rows(roll, phones))


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
        _how(attendance),
    ]


def _how(attendance: Attendance) -> str:
    """`HP sendiri`, or `HP sendiri, terkirim 13.40 WIB` where it waited on the phone for a line."""
    received = attendance.received_at
    late = f", terkirim {wib.clock_wib(received)}" if received else ""
    return f"{attendance.method.label}{late}"
