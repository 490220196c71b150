"""Whatever people are called, the paper stays readable and the program stays deaf to it."""

import io
import re
from datetime import date, time

import pikepdf
import pytest

from app import wib
from app.attendees.models import Part
from app.papers.wording import printable

HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 765 * 765 }} ${765*765}",
    "<img src=http://127.0.0.1:9/x>",
    "]]><style>@import 'file:///etc/passwd'</style>",
    "😀 Ani 😀",
    "محمد علي",
    "李明",
    "A\u200bn\u200di\u202e Lestari\x07",
    "Ze" + "\u0301" * 500 + "bra",
    "W" * 100,
]


def printed(make, staff, names):
    start = wib.at(date(2026, 2, 4), time(9))
    event = make.event(title="Rapat", starts_at=start, ends_at=None)
    for name in names:
        make.attendance(event, name=name[:230], part=Part.PARTICIPANT)
    return staff.post(f"/kegiatan/{event.code}/hadir/daftar-hadir.pdf").data


def test_hostile_names_are_only_text(make, staff, text_of):
    text = text_of(printed(make, staff, HOSTILE), "-raw")

    assert "<script>alert(1)</scr" in text.replace("\n", "")
    assert "{{ 765 * 765 }}" in text.replace("\n", " ")
    assert "585225" not in text
    assert "�" in text
    assert "Ani Lestari" in text.replace("\n", " ")


def test_no_glyph_is_missing_and_every_font_is_embedded(make, staff, text_of):
    pdf = printed(make, staff, HOSTILE)

    assert not set("😀李明") & set(text_of(pdf))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = [o for o in document.objects if isinstance(o, pikepdf.Dictionary)]
        names = {str(o.FontName) for o in fonts if o.get("/Type") == "/FontDescriptor"}
        files = [o for o in fonts if o.get("/Type") == "/FontDescriptor"]
    assert all(re.search(r"Balai-?(Sans|Cadangan)", name) for name in names)
    assert all("/FontFile2" in o or "/FontFile3" in o for o in files)


def test_long_names_stay_in_their_column(make, staff, text_of):
    boxes = text_of(printed(make, staff, ["W" * 100, "Ani"]), "-bbox")

    left = [float(x) for x in re.findall(r'xMax="([\d.]+)"[^>]*>W{4,}', boxes)]
    assert left
    assert max(left) < 211  # points: where the column of names ends on A4


def test_five_hundred_people_with_long_names(make, staff, text_of, app, facts_of):
    from app.attendees.models import Attendance, Method
    from app.extensions import db

    event = make.event()
    with app.app_context():
        db.session.add_all(
            Attendance(
                event_id=event.id,
                walk_in_key=str(n),
                number=n,
                name=f"{n:03d} " + "Nama Panjang Sekali " * 5,
                position="Kepala Lingkungan",
                place="Perwira",
                method=Method.PHONE,
                signature="10,10 300,150 500,20",
                request_id=f"{n:032d}",
            )
            for n in range(1, 501)
        )
        db.session.commit()

    pdf = staff.post(f"/kegiatan/{event.code}/hadir/daftar-hadir.pdf").data

    assert re.search(r"Tagged: +yes", facts_of(pdf))
    text = text_of(pdf, "-raw")
    found = set(re.findall(r"\b(\d{3}) Nama", text))
    assert found == {f"{n:03d}" for n in range(1, 501)}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Ani \u200b\x00 Lestari\n", "Ani Lestari"),
        ("a" + "\u0301" * 9, "á\u0301\u0301"),
        ("x" * 41, "\u200b".join("x" * 41)),
        ("x" * 40, "x" * 40),
        (None, ""),
    ],
)
def test_text_is_cleaned_on_its_way_to_paper(typed, shown):
    assert printable(typed) == shown


def test_endless_text_is_cut():
    assert len(printable("a " * 100_000)) <= 260
