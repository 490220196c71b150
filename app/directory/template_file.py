"""The empty list that an office fills in for an import, as XLSX and as CSV."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import Any

from app.directory.models import Level, Post, Region

COLUMNS = (
    ("Gelar Depan", 14),
    ("Nama Lengkap", 30),
    ("Gelar Belakang", 16),
    ("Jabatan", 22),
    ("Kecamatan", 24),
    ("Kelurahan", 24),
    ("Lingkungan", 14),
    ("No. HP", 18),
    ("E-mail", 28),
    ("NIP", 22),
    ("L/P", 8),
)
HEADERS = [name for name, _ in COLUMNS]
ROWS = 1_000  # that carry drop-downs
NOTES = (
    "Isi satu orang pada satu baris, mulai dari baris 3. Baris contoh boleh dihapus.",
    "Kolom yang perlu diisi: Nama Lengkap dan Jabatan.",
    "Kelurahan dan Lingkungan diisi untuk Kepala Lingkungan, Kelurahan untuk Lurah, "
    "Kecamatan untuk Camat.",
    "Lingkungan boleh ditulis II, 2, LK 2 atau Lingk. II.",
    "No. HP dan NIP sudah diatur sebagai teks, sehingga angka 0 di depan dan digit terakhir aman.",
    "Jabatan lain boleh diketik sendiri. NIP dikosongkan bila tidak ada.",
    "Sel kosong tidak menghapus data yang sudah ada di direktori.",
)


def example_row(regions: Sequence[Region]) -> list[str]:
    """A row that shows how; an import passes over names that begin with "Contoh"."""
    village = next((r for r in regions if r.level is Level.VILLAGE), None)
    district = next((r for r in regions if village and r.id == village.parent_id), None)
    place = [district.name if district else "", village.name if village else "", "II"]
    person = ["H.", "Contoh Nama Lengkap", "S.Sos.", Post.NEIGHBOURHOOD_HEAD.label]
    return [*person, *place, "0812-3456-7890", "", "", "L"]


def csv_template(regions: Sequence[Region]) -> bytes:
    """With semicolons and a BOM: an Indonesian Excel opens it in columns by a double click."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(HEADERS)
    writer.writerow(example_row(regions))
    return text.getvalue().encode("utf-8-sig")


def xlsx_template(regions: Sequence[Region]) -> bytes:
    import xlsxwriter  # 2 MB, for a file now and then

    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Daftar")
    head = book.add_format({"bold": True, "bg_color": "#E2EFF0", "border": 1})
    text = book.add_format({"num_format": "@"})
    for column, (name, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width, text)
        sheet.write_string(0, column, name, head)
    sheet.write_row(1, 0, example_row(regions))
    sheet.freeze_panes(1, 0)
    _add_lists(book, sheet, regions)
    notes = book.add_worksheet("Petunjuk")
    notes.set_column(0, 0, 110)
    notes.write_column(0, 0, NOTES)
    book.close()
    return buffer.getvalue()


def _add_lists(book: Any, sheet: Any, regions: Sequence[Region]) -> None:
    """Drop-downs; only sex is strict, the others may be typed otherwise."""
    lists = book.add_worksheet("Pilihan")
    lists.hide()
    choices = {
        "Jabatan": [post.label for post in Post if post is not Post.OTHER],
        "Kecamatan": [r.name for r in regions if r.level is Level.DISTRICT],
        "Kelurahan": [r.name for r in regions if r.level is Level.VILLAGE],
        "L/P": ["L", "P"],
    }
    for number, (name, words) in enumerate(choices.items()):
        if not words:
            continue
        lists.write_column(0, number, words)
        letter = chr(ord("A") + number)
        column = HEADERS.index(name)
        rule = {
            "validate": "list",
            "source": f"=Pilihan!${letter}$1:${letter}${len(words)}",
            "error_type": "stop" if name == "L/P" else "information",
            "error_title": name,
            "error_message": "Pilih dari daftar bila ada.",
        }
        sheet.data_validation(1, column, ROWS, column, rule)
