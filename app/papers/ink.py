"""Signatures as WeasyPrint draws them: PDF operators from the stored points, no picture, no markup.

WeasyPrint looks into its `cache` before it fetches the address of an image. What lies there under
`ttd:…` needs two methods of its images and nothing more; a test fails if that door ever closes.
"""

from __future__ import annotations

import re
from typing import Any

from app.attendees.signature import HEIGHT, WIDTH, NotASignature, bounds

GRID = 2  # units of the stored box per unit on paper: below the width of a hair
STORED = re.compile(r"\d{1,3},\d{1,3}(?:[ ;]\d{1,3},\d{1,3})*")
PEN = 0.8  # pt
PX = 0.75  # pt
LARGEST = 0.5 * GRID  # px on paper for a unit of the grid: a slip of the pen stays small


class Ink:
    """One signature as it is stored: points parted by blanks, strokes by semicolons."""

    def __init__(self, text: str) -> None:
        if not STORED.fullmatch(text):
            raise NotASignature
        self.paths = [_path(_on_grid(stroke)) for stroke in text.split(";")]
        self.bounds = tuple(n / GRID for n in bounds(text))

    def get_intrinsic_size(self, _resolution: Any, _font_size: Any) -> tuple[float, float, float]:
        return WIDTH, HEIGHT, WIDTH / HEIGHT

    def draw(self, stream: Any, width: float, height: float, _style: Any) -> None:
        """Append the strokes, as large as the place allows and in the middle of it.

        WeasyPrint saves and restores the state of the page around it.
        """
        left, top, right, bottom = self.bounds
        pen = PEN / PX
        across, down = max(right - left, 1), max(bottom - top, 1)
        unit = min((width - pen) / across, (height - pen) / down, LARGEST)
        stream.transform(
            a=unit,
            d=unit,
            e=(width - unit * (left + right)) / 2,
            f=(height - unit * (top + bottom)) / 2,
        )
        stream.stream.append(f"0 G 1 J 1 j {pen / unit:.1f} w")
        stream.stream += self.paths


def _on_grid(stroke: str) -> list[tuple[int, int]]:
    """The points with coarser numbers, without those on the way to the next one.

    This runs for every point of every signature: it is written to be quick.
    """
    numbers = iter([(int(n) + 1) // GRID for n in stroke.replace(",", " ").split(" ")])
    ax = ay = bx = by = -WIDTH  # the last two points that were kept
    kept: list[tuple[int, int]] = []
    for x, y in zip(numbers, numbers, strict=True):
        dx, dy = x - ax, y - ay
        if abs((bx - ax) * dy - (by - ay) * dx) <= abs(dx) + abs(dy) and len(kept) > 1:
            kept[-1] = (x, y)  # the point before lay less than a grid beside the straight way
        else:
            kept.append((x, y))
            ax, ay = bx, by
        bx, by = x, y
    return kept


def _path(points: list[tuple[int, int]]) -> str:
    """`x y m x y l … S`; a dot becomes a line of no length, which round ends make visible."""
    (x, y), *rest = points if len(points) > 1 else points * 2
    return f"{x} {y} m " + "".join([f"{x} {y} l " for x, y in rest]) + "S"
