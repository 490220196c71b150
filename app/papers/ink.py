"""Signatures as WeasyPrint draws them: PDF operators from the stored points, no picture, no markup.

WeasyPrint looks into its `cache` before it fetches the address of an image. What lies there under
`ttd:…` needs two methods of its images and nothing more; a test fails if that door ever closes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.attendees.signature import HEIGHT, NUMBER, WIDTH, Stroke

GRID = 2  # units of the stored box per unit on paper: below the width of a hair
PEN = 0.8  # pt
PX = 0.75  # pt


class Ink:
    def __init__(self, text: str) -> None:
        self.paths = [_path(_on_grid(stroke)) for stroke in _strokes(text)]

    def get_intrinsic_size(self, _resolution: Any, _font_size: Any) -> tuple[float, float, float]:
        return WIDTH, HEIGHT, WIDTH / HEIGHT

    def draw(self, stream: Any, width: float, height: float, _style: Any) -> None:
        """Append the strokes; WeasyPrint saves and restores the state of the page around it."""
        unit = width * GRID / WIDTH
        stream.transform(a=unit, d=height * GRID / HEIGHT)
        stream.stream.append(f"0 G 1 J 1 j {PEN / PX / unit:.2f} w")
        stream.stream += self.paths


def _strokes(text: str) -> Iterator[Stroke]:
    """The strokes of a stored signature. It was checked when it came in: digits are all we see."""
    for stroke in text.split(";"):
        numbers = iter(map(int, NUMBER.findall(stroke)))
        yield list(zip(numbers, numbers, strict=True))


def _on_grid(stroke: Stroke) -> Stroke:
    """The stroke with coarser numbers, without points that lie on the way to the next one."""
    kept: Stroke = []
    for point in stroke:
        x, y = (point[0] + 1) // GRID, (point[1] + 1) // GRID
        if len(kept) > 1:
            (ax, ay), (bx, by) = kept[-2:]
            if abs((bx - ax) * (y - ay) - (by - ay) * (x - ax)) <= abs(x - ax) + abs(y - ay):
                kept.pop()  # less than a grid's width beside the straight way
        kept.append((x, y))
    return kept


def _path(points: Stroke) -> str:
    """`x y m x y l … S`; a dot becomes a line of no length, which round ends make visible."""
    (x, y), *rest = points if len(points) > 1 else points * 2
    return f"{x} {y} m " + "".join([f"{x} {y} l " for x, y in rest]) + "S"
