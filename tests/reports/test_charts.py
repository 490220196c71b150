"""The chart of attendance: one drawing for page and paper."""

import xml.etree.ElementTree as ET

import pytest

from app.reports.charts import PAPER, ROW, SCREEN, attendance_chart
from app.reports.queries import Seat

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*seats):
    return ET.fromstring(str(attendance_chart(seats)))


def luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    lines = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * lines[0] + 0.7152 * lines[1] + 0.0722 * lines[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_each_kelurahan_has_a_bar_as_long_as_its_number():
    chart = drawn(Seat("Selatan", "Perwira", 4, 3), Seat("Selatan", "Karya", 8, 8))

    invited = chart.findall(f"{SVG}rect[@class='chart-invited']")[1:]
    came = chart.findall(f"{SVG}rect[@class='chart-came']")[1:]
    widths = [float(bar.get("width")) for bar in (*invited, *came)]
    whole = widths[1]
    assert widths == pytest.approx([whole / 2, whole, whole * 3 / 8, whole], abs=0.1)
    texts = [text.text for text in chart.findall(f"{SVG}text")]
    assert texts[2:] == ["Perwira", "3/4 (75%)", "Karya", "8/8 (100%)"]


def test_those_who_do_not_see_it_hear_every_number():
    chart = drawn(Seat("Selatan", "Perwira", 4, 3), Seat("Selatan", "Karya", 8, 8))

    title, words = chart.find(f"{SVG}title"), chart.find(f"{SVG}desc")
    assert chart.get("role") == "img"
    assert chart.get("aria-labelledby") == f"{title.get('id')} {words.get('id')}"
    assert title.text == "Kehadiran per kelurahan"
    assert words.text == "Hadir dari yang diundang: Perwira 3 dari 4; Karya 8 dari 8."


def test_its_colours_can_be_told_apart_in_grey():
    chart = drawn(Seat("Selatan", "Perwira", 4, 3))

    invited, came = (
        chart.find(f"{SVG}rect[@class='chart-{kind}']") for kind in ("invited", "came")
    )
    assert contrast(came.get("fill"), invited.get("fill")) > 4.5
    assert contrast(invited.get("stroke"), "#ffffff") > 4.5
    for text in chart.findall(f"{SVG}text"):
        assert contrast(text.get("fill"), "#ffffff") > 4.5


def test_thirty_one_kelurahan_fit_and_every_row_has_its_own_line():
    chart = drawn(*(Seat("Selatan", f"Kelurahan {n}", n, n) for n in range(1, 32)))

    tops = [float(bar.get("y")) for bar in chart.findall(f"{SVG}rect[@class='chart-came']")[1:]]
    assert len(tops) == 31
    assert {round(b - a) for a, b in zip(tops, tops[1:], strict=False)} == {ROW}
    assert max(tops) < float(chart.get("height"))


def test_a_name_is_text_and_a_long_one_is_cut():
    chart = drawn(Seat("Selatan", "<script>x</script>", 1, 1), Seat("Selatan", "x" * 80, 1, 0))

    texts = [text.text for text in chart.findall(f"{SVG}text")]
    assert "<script>x</script>" in texts
    assert "x" * 29 + "…" in texts


def test_on_a_phone_the_same_chart_is_narrower():
    seats = [Seat("Selatan", "Beting Kuala Kapias", 100, 87)]

    paper, screen = (ET.fromstring(str(attendance_chart(seats, f))) for f in (PAPER, SCREEN))

    texts = [[text.text for text in chart.findall(f"{SVG}text")] for chart in (paper, screen)]
    assert texts[0] == texts[1]
    assert float(screen.get("width")) <= 340


def test_without_anybody_invited_there_is_no_chart():
    assert attendance_chart([]) == ""
    assert attendance_chart([Seat("Selatan", "Perwira", 0, 0)]) == ""
