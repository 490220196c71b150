"""What an official sees on the paper before he puts his name under it."""

import io
import re
from datetime import date, time

import pytest
from openpyxl import load_workbook
from PIL import Image, ImageFile

from app import wib
from app.attendees.models import Method, Part
from app.attendees.signature import bounds, view_box
from app.office.models import PaperSize
from app.papers.attendance_list import size_of
from app.papers.typesetter import first_page
from app.papers.wording import together

# WeasyPrint, which only this test loads into the process of the tests, asks Pillow to take broken
# pictures; the application never does.
ImageFile.LOAD_TRUNCATED_IMAGES = False

MM = 72 / 25.4
KOP = {
    "paper": "A4",
    "margin_top": 20,
    "margin_right": 20,
    "margin_bottom": 25,
    "margin_left": 30,
}


def pdf_of(browser, event):
    return browser.post(f"/kegiatan/{event.code}/hadir/daftar-hadir.pdf").data


def words_of(text_of, pdf):
    """(left, right, word) in millimetres."""
    found = re.findall(r'xMin="([\d.]+)".*?xMax="([\d.]+)".*?>(.*?)</word>', text_of(pdf, "-bbox"))
    return [(float(left) / MM, float(right) / MM, word) for left, right, word in found]


def test_every_letter_of_ordinary_data_is_drawn(make, staff, text_of):
    make.office(
        address="Jalan Sudirman No. 5–7",
        phone="(0623) 595000",
        website="contoh.go.id",
        email="dinas@contoh.go.id",
    )
    event = make.event(title="Sosialisasi “BPJS”", place="Aula Dinas’")
    make.attendance(event, name="H. Ma’ruf", method=Method.PAPER, signature=None)

    for kind in ("daftar-hadir", "lembar-kosong"):
        answer = staff.post(f"/kegiatan/{event.code}/hadir/{kind}.pdf", data={"baris": "1"})

        assert "\ufffd" not in text_of(answer.data)


def test_the_mark_of_a_paper_signature_stays_in_its_half(make, staff, text_of):
    event = make.event()
    for _ in range(2):
        make.attendance(event, part=Part.PARTICIPANT, method=Method.PAPER, signature=None)

    words = words_of(text_of, pdf_of(staff, event))

    middle, end = 190 - 24, 190
    marks = [(left, right) for left, right, word in words if word in {"TTD", "lembar", "manual"}]
    assert len(marks) == 6
    assert all(right < middle or middle + 5 < left < right < end for left, right in marks)


def test_those_who_have_not_signed_are_counted_in_the_same_line(make, staff, text_of):
    event = make.event()
    make.attendance(event, sex="L")
    make.attendance(event, sex="P", method=Method.HELPED, signature=None)

    text = text_of(pdf_of(staff, event))

    assert (
        "Jumlah hadir: 2 orang (Laki-laki: 1, Perempuan: 1), 1 orang belum menandatangani" in text
    )


def test_numerals_stay_with_their_names_and_hours_with_their_zone():
    assert together("Tanjungbalai Kota II / Lingk. III") == (
        "Tanjungbalai Kota\N{NO-BREAK SPACE}II / Lingk.\N{NO-BREAK SPACE}III"
    )
    assert together("s.d. 12.00 WIB") == "s.d. 12.00\N{NO-BREAK SPACE}WIB"
    assert together("Siti C. Nasution") == "Siti C. Nasution"


@pytest.mark.parametrize("title", ["Rapat", "Sosialisasi Program BPJS bagi Lurah dan Kepling"])
def test_the_hours_stand_on_one_line(make, staff, text_of, title):
    start = wib.at(date(2026, 2, 4), time(9))
    event = make.event(title=title, starts_at=start, ends_at=wib.at(date(2026, 2, 4), time(12)))

    text = text_of(pdf_of(staff, event)).replace("\N{NO-BREAK SPACE}", " ")

    assert "pukul 09.00 WIB s.d. 12.00 WIB" in text


@pytest.mark.parametrize(
    ("letters", "has_emblem", "size"),
    [
        (20, True, ""),
        (40, False, ""),
        (44, False, "long"),
        (40, True, "long beside"),
        (56, True, ""),
        (90, True, "long"),
    ],
)
def test_the_name_of_the_office_gets_smaller_before_it_wraps(letters, has_emblem, size):
    assert size_of(KOP | {"name": "x" * letters}, has_emblem) == size


def test_a_small_drawing_is_shown_large():
    assert bounds("300,100 420,140;310,90 310,95") == (300, 90, 420, 140)
    assert view_box("300,100 420,140") == "260 87 200 66"
    assert view_box("0,0 600,200") == "-6 -6 612 212"


def test_the_picture_of_a_page_is_in_colour_and_small(page):
    pdf = page('<p style="background: #c00; color: #fff">Merah</p>')

    png = first_page(pdf)

    colours = Image.open(io.BytesIO(png)).convert("RGB").getcolors()
    assert any(red > 150 > 50 > green for _, (red, green, _) in colours)
    assert len(png) < 20_000


def test_nobody_present_means_nothing_to_download_yet(make, staff):
    event = make.event()
    empty = staff.get(f"/kegiatan/{event.code}/hadir").text
    make.attendance(event)
    full = staff.get(f"/kegiatan/{event.code}/hadir").text

    assert "Belum ada yang hadir" in empty
    assert empty.count(" disabled>Unduh") == 3
    assert " disabled>Unduh" not in full


@pytest.mark.parametrize(("paper", "number"), [(PaperSize.A4, 9), (PaperSize.F4, 14)])
def test_a_spreadsheet_prints_on_the_paper_of_the_office(make, staff, paper, number):
    make.office(paper=paper)
    event = make.event()
    make.attendance(event)

    answer = staff.post(f"/kegiatan/{event.code}/hadir/daftar-hadir.xlsx")

    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert int(sheet.page_setup.paperSize) == number
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0  # as many pages as it takes, one wide
    assert sheet.print_title_rows == "$6:$6"
