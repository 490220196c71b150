"""Tables that leave the house as XLSX or CSV: what people typed stays text, never a formula."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Row = list[str | int]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BLANKS = " \u00a0\u3000\n\ufeff\u200b"
PHONE = re.compile(r"\+[0-9]{6,15}")  # worth only a number, whatever opens it
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\N{MINUS SIGN}")  # also full-width and small ones
DATED = datetime(2026, 1, 1)  # noqa: DTZ001 - the same list gives the same bytes


def xlsx(
    title: str,
    sheet_name: str,
    head: Row,
    rows: Iterable[Row],
    *,
    widths: Sequence[int],
    above: Sequence[Row] = (),
    set_up: Callable[[Worksheet], None] | None = None,
) -> bytes:
    """One sheet: lines above the table, a bold head that stays in view, and the rows.

    `set_up` may say how it is to be printed.
    """
    from xlsxwriter import Workbook  # 2 MB, for a file now and then

    file = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as book:
        book.set_properties({"title": title[:255], "created": DATED})
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet(sheet_name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for number, row in enumerate([*above, head, *rows]):
            style = bold if number in {0, len(above)} else None
            for column, cell in enumerate(row):
                write = sheet.write_number if isinstance(cell, int) else sheet.write_string
                write(number, column, cell, style)
        sheet.freeze_panes(len(above) + 1, 0)
        if set_up:
            set_up(sheet)
    return file.getvalue()


def comma_separated(head: Row, rows: Iterable[Row]) -> bytes:
    """UTF-8 with a mark, semicolons: what a double click in an Indonesian Excel opens rightly."""
    text = StringIO()
    # Quoted, so that a program that splits at commas does not make a formula of half a cell.
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(head)
    for row in rows:
        writer.writerow([_tame(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _tame(text: str) -> str:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front."""
    if PHONE.fullmatch(text):
        return text
    first = unicodedata.normalize("NFKC", text.lstrip(BLANKS)[:1])
    return f"'{text}" if first.startswith(FORMULA) else text
