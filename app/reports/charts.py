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

WIDTH = 640
NAMES = 190  # room for the names, right-aligned
NUMBERS = 100  # room behind the bars
ROW, BAR, INNER = 24, 16, 8
HEAD = 30  # the legend
LETTER = 12
LONGEST = 30  # letters of a name
DARK, LIGHT, EDGE = "#0b4f5c", "#ffffff", "#12262b"


class Bar(NamedTuple):
    name: str
    invited: int
    came: int


def attendance_chart(seats: Sequence[Seat], key: str = "kehadiran") -> Markup:
    """An SVG with a title and a description; empty where nobody was invited from any kelurahan."""
    bars = [Bar(_short(seat.village), seat.invited, seat.came) for seat in seats]
    most = max((max(bar.invited, bar.came) for bar in bars), default=0)
    if not most:
        return Markup("")
    height = HEAD + ROW * len(bars) + 6
    title, words = "Kehadiran per kelurahan", described(bars)
    opening = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" viewBox="0 0 {} {}"'
        ' width="{}" height="{}" font-family="Balai Sans, sans-serif" font-size="{}"'
        ' aria-labelledby="{}-judul {}-isi"><title id="{}-judul">{}</title>'
        '<desc id="{}-isi">{}</desc>'
    ).format(WIDTH, height, WIDTH, height, LETTER, key, key, key, title, key, words)
    scale = (WIDTH - NAMES - NUMBERS) / most
    rows = [_row(bar, HEAD + number * ROW, scale) for number, bar in enumerate(bars)]
    return opening + _legend() + Markup("").join(rows) + _axis(len(bars)) + Markup("</svg>")


def described(bars: Sequence[Bar]) -> str:
    """The whole chart in a sentence, for those who do not see it."""
    each = "; ".join(f"{bar.name} {bar.came} dari {bar.invited}" for bar in bars)
    return f"Hadir dari yang diundang: {each}."


def _row(bar: Bar, top: int, scale: float) -> Markup:
    middle = top + ROW / 2
    baseline = middle + LETTER * 0.35
    wide = bar.invited * scale
    end = NAMES + max(wide, bar.came * scale)
    return Markup(
        '<text class="chart-text" x="{:.0f}" y="{:.1f}" text-anchor="end" fill="{}">{}</text>'
        '<rect class="chart-invited" x="{}" y="{:.1f}" width="{:.1f}" height="{}" fill="{}"'
        ' stroke="{}" stroke-width="1"/>'
        '<rect class="chart-came" x="{}" y="{:.1f}" width="{:.1f}" height="{}" fill="{}"/>'
        '<text class="chart-text" x="{:.1f}" y="{:.1f}" fill="{}">{}</text>'
    ).format(
        *(NAMES - 8, baseline, EDGE, bar.name),
        *(NAMES, middle - BAR / 2, wide, BAR, LIGHT, EDGE),
        *(NAMES, middle - INNER / 2, bar.came * scale, INNER, DARK),
        *(end + 6, baseline, EDGE),
        f"{bar.came}/{bar.invited} ({share(bar.came, bar.invited)})",
    )


def _legend() -> Markup:
    return Markup(
        '<rect class="chart-came" x="{}" y="8" width="22" height="8" fill="{}"/>'
        '<text class="chart-text" x="{}" y="16" fill="{}">hadir</text>'
        '<rect class="chart-invited" x="{}" y="4" width="22" height="16" fill="{}" stroke="{}"'
        ' stroke-width="1"/><text class="chart-text" x="{}" y="16" fill="{}">diundang</text>'
    ).format(NAMES, DARK, NAMES + 28, EDGE, NAMES + 84, LIGHT, EDGE, NAMES + 112, EDGE)


def _axis(rows: int) -> Markup:
    return Markup(
        '<line class="chart-axis" x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="1.5"/>'
    ).format(NAMES, HEAD - 2, NAMES, HEAD + rows * ROW + 2, EDGE)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"
