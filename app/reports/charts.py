"""Attendance by kelurahan as a drawing: one bar for the invited, inside it one for who came.

The same SVG stands on the page and on paper. Its attributes are colours that differ in lightness
alone as well (a dark bar in a white one with a dark edge); a page may restyle its classes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from app.reports.figures import share
from app.reports.queries import Seat

ROW, BAR, INNER = 24, 16, 8
HEAD = 30  # the legend
LETTER = 12
DARK, LIGHT, EDGE = "#0b4f5c", "#ffffff", "#12262b"


class Frame(NamedTuple):
    """How the width is shared out, in the units of the drawing."""

    width: int
    names: int  # room for the names, right-aligned
    numbers: int  # room behind the bars
    letters: int  # of the longest name


PAPER = Frame(640, 190, 100, 30)
SCREEN = Frame(340, 130, 78, 21)  # of a phone


class Bar(NamedTuple):
    name: str
    invited: int
    came: int


def attendance_chart(seats: Sequence[Seat], frame: Frame = PAPER) -> Markup:
    """An SVG with a title and a description; empty where nobody was invited from any kelurahan."""
    bars = [Bar(seat.village, seat.invited, seat.came) for seat in seats]
    most = max((max(bar.invited, bar.came) for bar in bars), default=0)
    if not most:
        return Markup("")
    height = height_of(len(bars))
    opening = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" viewBox="0 0 {} {}"'
        ' width="{}" height="{}" font-family="Balai Sans, sans-serif" font-size="{}"'
        ' aria-labelledby="chart-title chart-words"><title id="chart-title">{}</title>'
        '<desc id="chart-words">{}</desc>'
    ).format(
        *(frame.width, height, frame.width, height, LETTER),
        *("Kehadiran per kelurahan", described(bars)),
    )
    scale = (frame.width - frame.names - frame.numbers) / most
    rows = [_row(bar, HEAD + number * ROW, scale, frame) for number, bar in enumerate(bars)]
    drawn = Markup("").join([_legend(frame.names), *rows, _axis(len(bars), frame.names)])
    return opening + drawn + Markup("</svg>")


def height_of(rows: int) -> int:
    return HEAD + ROW * rows + 6


def described(bars: Sequence[Bar]) -> str:
    """The whole chart in a sentence, for those who do not see it."""
    each = "; ".join(f"{bar.name} {bar.came} dari {bar.invited}" for bar in bars)
    return f"Hadir dari yang diundang: {each}."


def _row(bar: Bar, top: int, scale: float, frame: Frame) -> Markup:
    start = frame.names
    middle = top + ROW / 2
    baseline = middle + LETTER * 0.35
    wide = bar.invited * scale
    end = start + max(wide, bar.came * scale)
    return Markup(
        '<text class="chart-text" x="{:.0f}" y="{:.1f}" text-anchor="end" fill="{}">{}</text>'
        '<rect class="chart-invited" x="{}" y="{:.1f}" width="{:.1f}" height="{}" fill="{}"'
        ' stroke="{}" stroke-width="1"/>'
        '<rect class="chart-came" x="{}" y="{:.1f}" width="{:.1f}" height="{}" fill="{}"/>'
        '<text class="chart-text" x="{:.1f}" y="{:.1f}" fill="{}">{}</text>'
    ).format(
        *(start - 6, baseline, EDGE, _short(bar.name, frame.letters)),
        *(start, middle - BAR / 2, wide, BAR, LIGHT, EDGE),
        *(start, middle - INNER / 2, bar.came * scale, INNER, DARK),
        *(end + 6, baseline, EDGE),
        f"{bar.came}/{bar.invited} ({share(bar.came, bar.invited)})",
    )


def _legend(start: int) -> Markup:
    return Markup(
        '<rect class="chart-came" x="{}" y="8" width="22" height="8" fill="{}"/>'
        '<text class="chart-text" x="{}" y="16" fill="{}">hadir</text>'
        '<rect class="chart-invited" x="{}" y="4" width="22" height="16" fill="{}" stroke="{}"'
        ' stroke-width="1"/><text class="chart-text" x="{}" y="16" fill="{}">diundang</text>'
    ).format(start, DARK, start + 28, EDGE, start + 84, LIGHT, EDGE, start + 112, EDGE)


def _axis(rows: int, start: int) -> Markup:
    return Markup(
        '<line class="chart-axis" x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="1.5"/>'
    ).format(start, HEAD - 2, start, HEAD + rows * ROW + 2, EDGE)


def _short(name: str, letters: int) -> str:
    return name if len(name) <= letters else name[: letters - 1].rstrip() + "…"
