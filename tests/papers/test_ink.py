"""Signatures are drawn by operators of our own, through a door of WeasyPrint's that may close."""

import io
import re
from importlib.metadata import version

import pikepdf
import pytest

from app.attendees.signature import NotASignature
from app.papers.ink import Ink


def content_of(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        first = document.pages[0]
        return first.Contents.read_bytes().decode("latin-1"), list(first.get_images())


def test_weasyprint_takes_prepared_drawings_from_its_cache(page):
    content, images = content_of(
        page('<img src="ttd:a" alt="Tanda tangan">', {"a": "100,100 200,60 300,140"})
    )

    assert "50 50 m 100 30 l 150 70 l S" in content
    assert images == []


def test_the_version_of_weasyprint_is_the_one_we_know():
    assert version("weasyprint").startswith("70.0")


def test_points_on_a_straight_way_are_left_out():
    assert Ink("0,0 100,0 200,0 200,100").paths == ["0 0 m 100 0 l 100 50 l S"]


def test_a_dot_stays_visible():
    assert Ink("10,10;1,2 100,4").paths == ["5 5 m 5 5 l S", "1 1 m 50 2 l S"]


@pytest.mark.parametrize("text", ["1,1 ) Tj 20,20", "", "1,1 Q", "1,1;", "1;2", "1,1\n2,2"])
def test_nothing_but_points_gets_through(text):
    with pytest.raises(NotASignature):
        Ink(text)


def test_the_ink_fills_its_place_whatever_the_canvas_was(page):
    scales = []
    for ink in ("250,90 350,90 350,110", "0,0 600,0 600,120"):
        picture = '<img src="ttd:a" alt="x" style="width: 60px; height: 30px">'
        content, _ = content_of(page(picture, {"a": ink}))
        scales.append(_scale(content))

    assert scales[0] > 4 * scales[1]


def _scale(content):
    """The last enlargement before the first stroke."""
    matrix = r"([\d.]+) 0 0 [\d.]+ [-\d.]+ [-\d.]+ cm"
    return float(re.findall(matrix, content.split(" l S")[0])[-1])
