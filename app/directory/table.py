"""A list of persons as an office keeps it, read from a CSV or XLSX file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from app.directory.csv_rows import csv_rows, decode, separators
from app.directory.header import columns_of, is_header
from app.directory.rows import FileProblem, Row
from app.directory.xlsx_rows import first_rows, workbook, xlsx_rows

MOST_BYTES = 10 * 1024 * 1024
HEADER_WITHIN = 60  # rows that are not blank

NO_HEADER = (
    "Baris judul kolom tidak ditemukan. Beri judul pada setiap kolom, paling sedikit Nama, "
    "Jabatan dan Kelurahan, atau pakai templat di halaman ini."
)
EMPTY = "Berkas ini kosong. Pilih berkas yang berisi daftar orang."
OLD_EXCEL = (
    "Berkas .xls (Excel lama) belum dapat dibaca. Buka di Excel, pilih Simpan Sebagai → "
    "Excel Workbook (.xlsx), lalu unggah berkas itu."
)
LOCKED = (
    "Berkas ini dikunci dengan kata sandi. Buka di Excel, hapus kata sandinya "
    "(File → Info → Lindungi Buku Kerja), simpan, lalu unggah lagi."
)
WRONG_TYPE = "Jenis berkas ini tidak diterima. Pilih berkas .xlsx atau .csv."
NOT_WHAT_IT_SAYS = (
    "Isi berkas tidak sesuai dengan namanya. Buka di Excel, simpan ulang sebagai .xlsx, "
    "lalu unggah lagi."
)
TOO_BIG = "Ukuran berkas melebihi 10 MB. Bagi menjadi beberapa berkas, lalu unggah satu per satu."


@dataclass
class Table:
    """Rows below the header (`body`) and headings above it (`top`), and what each column holds."""

    columns: dict[str, int]
    top: list[Row]
    header: int
    body: list[Row]
    sheet: str = ""
    other_sheets: list[str] = field(default_factory=list)  # with a table of their own, not read

    def cell(self, row: Row, name: str) -> Any:
        """The cell of this field, or None where the list has no such column."""
        index = self.columns.get(name)
        return row.cells[index] if index is not None and index < len(row.cells) else None

    def text(self, row: Row, name: str) -> str:
        """The same as text; an empty one where the list has no such column."""
        index = self.columns.get(name)
        return row.texts[index] if index is not None and index < len(row.cells) else ""


def read_table(content: bytes, name: str) -> Table:
    """The table in the file. Its type follows from name and content, never from the browser.

    Raises FileProblem.
    """
    if len(content) > MOST_BYTES:
        raise FileProblem(TOO_BIG)
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise FileProblem(EMPTY)
    ending = PurePath(name.lower()).suffix
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise FileProblem(LOCKED if locked else OLD_EXCEL)
    if ending == ".xls":
        raise FileProblem(OLD_EXCEL)
    if ending not in {".xlsx", ".csv", ".txt", ".tsv"}:
        raise FileProblem(WRONG_TYPE)
    if (ending == ".xlsx") != content.startswith(b"PK\x03\x04"):
        raise FileProblem(NOT_WHAT_IT_SAYS)
    return _from_xlsx(content) if ending == ".xlsx" else _from_csv(content)


def _from_xlsx(content: bytes) -> Table:
    with workbook(content) as book:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        with_table = [
            sheet for sheet in sheets if _header_of(first_rows(sheet, HEADER_WITHIN)) is not None
        ]
        if not with_table:
            filled = any(first_rows(sheet, HEADER_WITHIN) for sheet in sheets)
            raise FileProblem(NO_HEADER if filled else EMPTY)
        table = _table(xlsx_rows(content, with_table[0]))
        if table is None:
            raise FileProblem(NO_HEADER)
        table.sheet = with_table[0].title
        table.other_sheets = [sheet.title for sheet in with_table[1:]]
        return table


def _from_csv(content: bytes) -> Table:
    """The separator is the one that gives the richest header."""
    text = decode(content)
    if _is_binary(text):
        raise FileProblem(NOT_WHAT_IT_SAYS)
    tables = [_table(csv_rows(text, mark)) for mark in separators(text)]
    found = max((t for t in tables if t), key=lambda t: len(t.columns), default=None)
    if found is None:
        raise FileProblem(NO_HEADER)
    return found


def _is_binary(text: str) -> bool:
    return any(char < " " and char not in "\t\r\n\f\x1a" for char in text[:4000])


def _table(rows: list[Row]) -> Table | None:
    index = _header_of(rows[:HEADER_WITHIN])
    if index is None:
        return None
    columns = columns_of(rows[index].cells)
    # A header is repeated on each printed page, or has a second line.
    body = [row for row in rows[index + 1 :] if not is_header(columns_of(row.cells))]
    return Table(columns, rows[:index], rows[index].number, body)


def _header_of(rows: Sequence[Row]) -> int | None:
    """The row that names most columns: a header of two lines is read by its second."""
    found: tuple[int, int] | None = None
    for index, row in enumerate(rows):
        columns = columns_of(row.cells)
        if is_header(columns) and (found is None or len(columns) > found[0]):
            found = (len(columns), index)
    return found[1] if found else None
