"""Signatures as WeasyPrint draws them: PDF operators from the stored points, no picture, no markup.

WeasyPrint looks into its `cache` before it fetches the address of an image. What lies there under
`ttd:…` needs two methods of its images and nothing more; a test fails if that door ever closes.
"""

from __future__ import annotations

from typing import Any

from app.attendees.signature import HEIGHT, WIDTH, read, simplify

GRID = 2  # units of the stored box per unit on paper: below the width of a hair
TOLERANCE = 2.0  # how far a line may leave the drawn one, in units of the stored box
PEN = 0.8  # pt


class Ink:
    def __init__(self, text: str) -> None:
        self.paths = [_path(simplify(stroke, TOLERANCE)) for stroke in read(text)]

    def get_intrinsic_size(self, _resolution: Any, _font_size: Any) -> tuple[float, float, float]:
        return WIDTH, HEIGHT, WIDTH / HEIGHT

    def draw(self, stream: Any, width: float, height: float, _style: Any) -> None:
        """Append the strokes; WeasyPrint saves and restores the state of the page around it."""
        unit = width * GRID / WIDTH
        stream.transform(a=unit, d=height * GRID / HEIGHT)
        stream.stream.append(f"0 G 1 J 1 j {PEN / unit / 0.75:.2f} w")
        stream.stream += self.paths


def _path(stroke: list[tuple[int, int]]) -> str:
    """`x y m x y l … S`; a dot becomes a line of no length, which round ends make visible."""
    points = [(round(x / GRID), round(y / GRID)) for x, y in stroke]
    (x, y), *rest = points if len(points) > 1 else points * 2
    return f"{x} {y} m " + "".join(f"{x} {y} l " for x, y in rest) + "S"
