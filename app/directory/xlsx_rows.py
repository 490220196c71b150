"""The rows of an XLSX file, opened with care: a small file can unpack to gigabytes."""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import islice
from typing import Any, NamedTuple

from app.directory.rows import MOST_COLUMNS, MOST_ROWS, FileProblem, Row, too_many_rows

MOST_UNPACKED = 20 * 1024 * 1024  # bytes; 20,000 rows of ten columns need half of it
MOST_PARTS = 1_000
# Each element costs microseconds and bytes, however few bytes it is packed into.
MOST_TAGS = {b"c": 500_000, b"v": 500_000, b"t": 500_000, b"row": 250_000, b"si": 250_000}
MOST_TAGS |= {b"sheet": 50, b"": 100_000}  # "": all others
LAST_ROW = 200_000  # where we stop looking for rows behind blank ones
MOST_FILLED = 500_000  # cells that merged ranges may fill
MERGED = re.compile(
    rb'<(?:\w{1,20}:)?mergeCell\s[^<>]{0,200}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
TAG = re.compile(rb"<(?:\w{1,20}:)?(c|v|t|row|si|sheet)[\s/>]")
PIECE = 256 * 1024  # bytes looked at at once
LONGEST_TAG = 30  # bytes by which we know the tags we look for

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
)
BROKEN = "Berkas XLSX ini rusak. Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi."
HUGE = (
    "Isi berkas ini terlalu besar setelah dibuka. Salin hanya tabelnya ke buku kerja baru, "
    "lalu unggah berkas itu."
)


class Merged(NamedTuple):
    """A merged range; columns and rows are counted from 1."""

    left: int
    top: int
    right: int
    bottom: int


def check_package(content: bytes) -> None:
    """Look at what is in it before it is read as a workbook. Raises FileProblem."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(p.file_size for p in parts) > MOST_UNPACKED:
                raise FileProblem(HUGE)
            if "[Content_Types].xml" not in package.namelist():
                raise FileProblem(BROKEN)
            tags: Counter[bytes] = Counter()
            for piece in _pieces(package):
                named = TAG.findall(piece)
                tags.update(named)
                tags[b""] += piece.count(b"<") - piece.count(b"</") - len(named)
                if any(count > MOST_TAGS[tag] for tag, count in tags.items()):
                    raise FileProblem(HUGE)
    except UNREADABLE as problem:
        raise FileProblem(BROKEN) from problem


def _pieces(package: zipfile.ZipFile) -> Iterator[bytes]:
    """Everything that is unpacked, piece by piece, with UTF-16 made plain; a tag stays whole.

    A document type is how an XML file names other files or explodes; Excel writes none.
    """
    for part in package.infolist():
        rest = b""
        with package.open(part) as file:
            while piece := file.read(PIECE).replace(b"\0", b""):
                piece = rest + piece
                if b"<!DOCTYPE" in piece.upper():
                    raise FileProblem(BROKEN)
                cut = piece.rfind(b"<", -LONGEST_TAG)
                rest = piece[cut:] if cut >= 0 else b""
                yield piece[: len(piece) - len(rest)]
        yield rest


@contextmanager
def workbook(content: bytes) -> Iterator[Any]:
    """The workbook, read-only and with the last known values: no formula is ever evaluated."""
    from openpyxl import load_workbook  # with lxml 9 MB, for a file now and then

    check_package(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions; we read cells
        try:
            book = load_workbook(BytesIO(content), read_only=True, data_only=True)
            try:
                parts = [getattr(sheet, "_worksheet_path", "") for sheet in book.worksheets]
                if len(set(parts)) < len(parts):
                    raise FileProblem(BROKEN)  # one part, read again and again under many names
                yield book
            finally:
                book.close()
        except FileProblem:
            raise
        except Exception as problem:  # whatever a crafted package makes the library raise
            raise FileProblem(BROKEN) from problem


def first_rows(sheet: Any, count: int) -> list[Row]:
    """The beginning of a sheet, to look for a header."""
    return list(_filled(sheet, count))


def xlsx_rows(content: bytes, sheet: Any) -> list[Row]:
    """All rows of a sheet that are not blank; merged cells carry the value of their first."""
    rows = list(islice(_filled(sheet, LAST_ROW), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise too_many_rows()
    _fill_merged(rows, _merged_ranges(content, sheet))
    return rows


def _filled(sheet: Any, last: int) -> Iterator[Row]:
    sheet.reset_dimensions()  # what the file says of its own size is not to be trusted
    lines = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
    for number, cells in enumerate(islice(lines, last), start=1):
        if any(cell is not None and str(cell).strip() for cell in cells):
            yield Row(number, list(cells))


def _merged_ranges(content: bytes, sheet: Any) -> Iterator[Merged]:
    """openpyxl knows no merged ranges in read-only mode, so we read them from the sheet's XML."""
    path = getattr(sheet, "_worksheet_path", None)
    if not path:
        return
    with zipfile.ZipFile(BytesIO(content)) as package:
        xml = package.read(path.lstrip("/"))
    for found in MERGED.finditer(xml):
        left, top, right, bottom = (part.decode() for part in found.groups())
        yield Merged(_column(left), int(top), min(_column(right), MOST_COLUMNS), int(bottom))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _fill_merged(rows: list[Row], ranges: Iterator[Merged]) -> None:
    by_number = {row.number: row for row in rows}
    last = rows[-1].number if rows else 0
    budget = MOST_FILLED
    for merged in ranges:
        first = by_number.get(merged.top)
        if first is None or merged.left > len(first.cells):
            continue
        value = first.cells[merged.left - 1]
        for number in range(merged.top, min(merged.bottom, last) + 1):
            budget -= 1
            if number in by_number:
                budget -= _fill(by_number[number].cells, merged, value)
        if budget < 0:
            return


def _fill(cells: list[Any], merged: Merged, value: Any) -> int:
    columns = range(merged.left - 1, min(merged.right, len(cells)))
    for column in columns:
        if cells[column] is None:
            cells[column] = value
    return len(columns)
