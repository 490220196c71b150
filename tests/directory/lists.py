"""Lists as offices keep them, for the tests of the import."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

HEADER = ["Nama", "Jabatan", "Kecamatan", "Kelurahan", "Lingkungan", "No. HP", "NIP", "L/P"]


def csv_of(*lines: str, separator: str = ";", encoding: str = "utf-8") -> bytes:
    return "\r\n".join(line.replace(";", separator) for line in lines).encode(encoding)


def xlsx_of(
    rows: Iterable[Sequence[Any]],
    merge: Sequence[str] = (),
    more: Callable[[Workbook], None] = lambda book: None,
) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    for cells in merge:
        sheet.merge_cells(cells)
    more(book)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
