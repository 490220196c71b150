"""The rows of a CSV file, whatever program wrote it."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from io import StringIO

from app.directory.rows import MOST_COLUMNS, MOST_ROWS, FileProblem, Row, too_many_rows

SEPARATORS = ";,\t|"


def decode(content: bytes) -> str:
    """UTF-8 with or without BOM, UTF-16, or windows-1252, which older programs write."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content[:200]:
        little = content[1:2] == b"\0"
        return content.decode("utf-16-le" if little else "utf-16-be", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def separators(text: str) -> Iterator[str]:
    """Those that the beginning of the text contains; the caller sees which one makes a table."""
    first, _, _ = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        yield first[4]
        return
    yield from (mark for mark in SEPARATORS if mark in text[:20_000])


def csv_rows(text: str, separator: str) -> list[Row]:
    """The rows with their number as a spreadsheet would show it; blank ones are left out."""
    rows: list[Row] = []
    lines = csv.reader(StringIO(text.replace("\0", ""), newline=""), delimiter=separator)
    try:
        for number, cells in enumerate(lines, start=1):
            if any(cell.strip() for cell in cells):
                rows.append(Row(number, list(cells[:MOST_COLUMNS])))
            if len(rows) > MOST_ROWS:
                raise too_many_rows()
    except csv.Error as problem:
        raise FileProblem(
            "Isi berkas CSV tidak terbaca. Buka di Excel, simpan ulang sebagai XLSX, lalu unggah."
        ) from problem
    return rows
