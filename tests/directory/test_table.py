"""Reading files as offices have them: an oddity a test."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO

import pytest

from app.directory.rows import FileProblem
from app.directory.table import read_table
from app.directory.xlsx_rows import MOST_UNPACKED
from tests.directory.lists import HEADER, csv_of, xlsx_of
from tests.growth import EVENLY, growth

BUDI = ["Budi", "Kepling", "", "Perwira", "II", "0812", "", "L"]


def names(table):
    return [table.text(row, "name") for row in table.body]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encodings_and_separators_of_csv(encoding, separator):
    content = csv_of(
        "Nama;Jabatan;Kelurahan", "Renée;Lurah;Perwira", separator=separator, encoding=encoding
    )

    table = read_table(content, "Daftar.CSV")

    assert names(table) == ["Renée"]
    assert table.text(table.body[0], "village") == "Perwira"


def test_a_comma_inside_a_name_does_not_make_a_comma_list():
    table = read_table(csv_of("Nama;Jabatan", "Ahmad Yani, M.Si.;Lurah"), "a.csv")

    assert names(table) == ["Ahmad Yani, M.Si."]


def test_excels_own_line_for_the_separator():
    table = read_table(csv_of("sep=|", "Nama|Jabatan", "Ani|Lurah"), "a.csv")

    assert names(table) == ["Ani"]


def test_title_rows_blank_rows_and_row_numbers():
    content = xlsx_of([["DAFTAR NAMA LURAH"], [], ["Kota Tanjungbalai"], [], HEADER, [], BUDI])

    table = read_table(content, "a.xlsx")

    assert (table.header, [row.number for row in table.body]) == (5, [7])


def test_blank_lines_of_csv_count_as_rows():
    table = read_table(csv_of("Judul", "", "Nama;Jabatan", "", ";;", "Ani;Lurah"), "a.csv")

    assert (table.header, [row.number for row in table.body]) == (3, [6])


def test_columns_in_any_order_with_other_words():
    header = ["No.", "L/P", "NO. WA", "Nama Lengkap", "NIK", "LK", "KELURAHAN", "Gelar Depan"]

    table = read_table(
        xlsx_of([header, [1, "P", "0812", "Ani", "1274", "II", "X", "Hj."]]), "a.xlsx"
    )

    row = table.body[0]
    fields = ("sex", "phone", "name", "neighbourhood", "village", "front_titles")
    assert [table.text(row, field) for field in fields] == ["P", "0812", "Ani", "II", "X", "Hj."]
    assert "1274" not in {table.text(row, field) for field in table.columns}


def test_merged_cells_carry_the_value_of_their_first():
    rows = [
        ["Nama", "Jabatan", "Kelurahan"],
        ["A", "Lurah", "Perwira"],
        ["B", "Staf", None],
        ["C", "Staf", None],
        ["D", "Staf", None],
    ]

    table = read_table(xlsx_of(rows, merge=["C2:C4"]), "a.xlsx")

    assert [table.text(row, "village") for row in table.body] == ["Perwira"] * 3 + [""]


def test_a_header_of_two_lines_is_read_by_its_second():
    rows = [
        ["No", "Nama", "Jabatan", "Wilayah Tugas", None, "No. HP"],
        [None, None, None, "Kelurahan", "Lingkungan", None],
        [1, "Budi", "Kepling", "Perwira", "II", "0812"],
    ]
    merges = ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2"]

    table = read_table(xlsx_of(rows, merge=merges), "a.xlsx")

    assert names(table) == ["Budi"]
    assert table.text(table.body[0], "neighbourhood") == "II"


def test_a_header_repeated_on_each_printed_page_is_no_person():
    table = read_table(xlsx_of([HEADER, BUDI, HEADER, BUDI]), "a.xlsx")

    assert [row.number for row in table.body] == [2, 4]


def test_of_several_sheets_the_first_with_a_table_is_read_and_the_others_are_named():
    def add(book):
        book.active.title = "Sampul"
        for title in ("Kepling", "Lama"):
            sheet = book.create_sheet(title)
            sheet.append(HEADER)
            sheet.append(BUDI)

    table = read_table(xlsx_of([["Halaman sampul"]], more=add), "a.xlsx")

    assert (table.sheet, table.other_sheets) == ("Kepling", ["Lama"])


def test_a_hidden_sheet_is_not_read():
    def add(book):
        hidden = book.create_sheet("Rahasia")
        hidden.append(HEADER)
        hidden.sheet_state = "hidden"

    with pytest.raises(FileProblem, match="judul kolom tidak ditemukan"):
        read_table(xlsx_of([["Sampul"]], more=add), "a.xlsx")


def test_formulas_are_never_evaluated():
    content = xlsx_of([HEADER, ['=HYPERLINK("http://jahat")', *BUDI[1:]]])

    assert names(read_table(content, "a.xlsx")) == [""]


@pytest.mark.parametrize("claimed", [b"A1:XFD1048576", b"A1"])
def test_a_sheet_that_lies_about_its_size_is_read_as_it_is(claimed):
    original = zipfile.ZipFile(BytesIO(xlsx_of([HEADER, BUDI])))
    lying = BytesIO()
    with zipfile.ZipFile(lying, "w") as package:
        for part in original.namelist():
            xml = original.read(part)
            if part.endswith("sheet1.xml"):
                xml = xml.replace(b'ref="A1:H2"', b'ref="' + claimed + b'"')
            package.writestr(part, xml)

    assert names(read_table(lying.getvalue(), "a.xlsx")) == ["Budi"]


def crafted(**parts: bytes) -> bytes:
    """A package with these parts beside those of a real workbook."""
    original = zipfile.ZipFile(BytesIO(xlsx_of([HEADER, BUDI])))
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for part in original.namelist():
            package.writestr(part, original.read(part))
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = crafted(bomb=b"0" * (MOST_UNPACKED + 1))

    assert len(bomb) < 200_000
    with pytest.raises(FileProblem, match="terlalu besar setelah dibuka"):
        read_table(bomb, "a.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_part_that_declares_entities_is_refused(encoding):
    xml = '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'

    with pytest.raises(FileProblem, match="rusak"):
        read_table(crafted(evil=xml.encode(encoding)), "a.xlsx")


def rewritten(part: str, before: bytes, more: bytes) -> bytes:
    """A real workbook with more bytes in one part of it."""
    original = zipfile.ZipFile(BytesIO(xlsx_of([HEADER, BUDI])))
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name in original.namelist():
            content = original.read(name)
            assert name != part or before in content
            package.writestr(
                name, content.replace(before, more + before) if name == part else content
            )
    return buffer.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
ONE_MORE = b'<sheet name="s%d" sheetId="%d" state="visible" r:id="rId1" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'


@pytest.mark.parametrize(
    ("part", "before", "more"),
    [
        ("docProps/app.xml", b"</Properties>", b"<si/>" * 300_000),
        ("docProps/app.xml", b"</Properties>", b"<x:si />" * 300_000),
        (SHEET, b"</row>", b"<c/>" * 600_000),
        ("xl/styles.xml", b"</cellXfs>", b"<xf/>" * 200_000),
        ("xl/workbook.xml", b"</sheets>", b"".join(ONE_MORE % (n, n) for n in range(9, 99))),
    ],
)
def test_few_bytes_that_become_very_much_are_refused_at_once(part, before, more):
    content = rewritten(part, before, more)
    begun = time.process_time()

    with pytest.raises(FileProblem, match="terlalu besar setelah dibuka"):
        read_table(content, "a.xlsx")

    assert time.process_time() - begun < 3


def test_one_sheet_under_many_names_is_refused():
    content = rewritten("xl/workbook.xml", b"</sheets>", ONE_MORE % (9, 9))

    with pytest.raises(FileProblem, match="rusak"):
        read_table(content, "a.xlsx")


def test_a_long_comment_in_a_sheet_is_read_past_quickly():
    def read(comment):
        content = rewritten(SHEET, b"<sheetData>", f"<!--{comment}-->".encode())
        assert names(read_table(content, "a.xlsx")) == ["Budi"]

    assert growth(read, "<mergeCell " * 70_000) < EVENLY


@pytest.mark.parametrize("blanks", [9_000, 256 * 1024 - 12])
def test_entities_behind_a_long_comment_are_refused_too(blanks):
    xml = f"<!--{' ' * blanks}--><!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"

    with pytest.raises(FileProblem, match="rusak"):
        read_table(crafted(evil=xml.encode()), "a.xlsx")


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
LOCKED = OLD + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "content", "advice"),
    [
        ("a.xlsx", b"", "kosong"),
        ("a.csv", b"\xef\xbb\xbf\r\n  \r\n", "kosong"),
        ("a.xls", OLD, "Simpan Sebagai"),
        ("a.xls", b"<html><table>", "Simpan Sebagai"),
        ("a.xlsx", OLD, "Simpan Sebagai"),
        ("a.xlsx", LOCKED, "hapus kata sandinya"),
        ("a.pdf", b"%PDF-1.7", "Pilih berkas .xlsx atau .csv"),
        ("a", b"Nama;Jabatan", "Pilih berkas .xlsx atau .csv"),
        ("a.xlsx", b"Nama;Jabatan", "tidak sesuai dengan namanya"),
        ("a.csv", b"PK\x03\x04....", "tidak sesuai dengan namanya"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(32)), "tidak sesuai"),
        ("a.xlsx", b"PK\x03\x04" + b"x" * 400, "rusak"),
        ("a.csv", b"apa saja\r\nlain", "Beri judul pada setiap kolom"),
        ("a.csv", b"Nama\r\nBudi", "Beri judul pada setiap kolom"),
        ("a.csv", b"Nama;Jabatan\r\n" + b"x" * 10 * 1024 * 1024, "melebihi 10 MB"),
        ("a.csv", b"Nama;Jabatan\r\n" + b"Budi;Lurah\r\n" * 20_001, "lebih dari 20.000 baris"),
        ("a.csv", b"Nama;Jabatan\r\n" + b"x" * 200_000, "simpan ulang sebagai XLSX"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(name, content, advice):
    with pytest.raises(FileProblem, match=advice):
        read_table(content, name)


def test_an_empty_workbook_is_told_apart_from_one_without_header():
    with pytest.raises(FileProblem, match="kosong"):
        read_table(xlsx_of([]), "a.xlsx")


@pytest.mark.parametrize("cut", [60, 500, 2000])
def test_a_workbook_that_was_cut_off_is_broken_not_a_crash(cut):
    with pytest.raises(FileProblem, match="rusak"):
        read_table(xlsx_of([HEADER, BUDI])[:-cut], "a.xlsx")
