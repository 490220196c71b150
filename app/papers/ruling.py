"""The lines of a list, drawn at once for each page.

Borders of 2,000 cells cost a tenth of the time and of the file. The table asks for a background
called `ttd:garis` instead; what lies there in WeasyPrint's `cache` draws the lines where the rows
and columns of that page have come to lie.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure.boxes import Box, ParentBox, TableBox

LINE = 0.67  # px, half a point


class Ruling:
    """Filled between layout and painting; drawn in the same order, page after page."""

    def __init__(self) -> None:
        self.waiting: list[str] = []

    def measure(self, document: Document) -> None:
        for page in document.pages:
            self.waiting += [_lines(table) for table in _ruled_tables(page._page_box)]

    def get_intrinsic_size(self, _resolution: Any, _font_size: Any) -> tuple[float, float, float]:
        return 1, 1, 1

    def draw(self, stream: Any, _width: float, _height: float, _style: Any) -> None:
        stream.stream.append(self.waiting.pop(0))


def _ruled_tables(box: Box) -> Iterator[TableBox]:
    if isinstance(box, TableBox):
        if box.style["background_image"][0][0] == "url":
            yield box
    elif isinstance(box, ParentBox):
        for child in box.children:
            yield from _ruled_tables(child)


def _lines(table: TableBox) -> str:
    """One path: a line below each row, one beside each column, and the frame.

    The last line stands inside a cell that spans two columns, and only below the head.
    """
    left, top = table.position_x, table.position_y
    rows = [row for group in table.children for row in group.children]
    bottoms = [row.position_y + row.height - top for row in rows]
    ends = [x - left for x in table.column_positions][1:] + [table.width]
    lines = [_line(0, y, table.width, y) for y in [0, *bottoms]]
    lines += [_line(x, 0, x, bottoms[-1]) for x in [0, *ends[:-2], ends[-1]]]
    lines.append(_line(ends[-2], bottoms[0], ends[-2], bottoms[-1]))
    return f"0 G 2 J {LINE} w " + " ".join(lines) + " S"


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l"
