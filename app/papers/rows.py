"""Rows of a list, each drawn as one picture whose cells are text.

A row of cells costs WeasyPrint five milliseconds, a picture one: it still decides what stands on
which page, and draws all the rest. It looks into its `cache` before it fetches the address of a
picture; what lies there under `baris:…` knows how high it is and draws itself (see `ink`). The
typeface is the one that the paper has used above the list; our letters are embedded with the
others. `tags` then tells who listens that the picture is a row of cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from app.papers.ink import Ink
from app.papers.letters import Letters

MM, PT = 96 / 25.4, 96 / 72  # px
LEADING = 1.2  # of the type size


class Column(NamedTuple):
    """These measures and those of the row stand in base.css, too, for rows that are not drawn."""

    width: float  # mm; 0: what the others leave
    padding: float = 1.2  # mm
    size: float = 10  # pt
    is_centred: bool = False
    is_pen: bool = False  # two halves: odd numbers sign left

    @property
    def line(self) -> float:
        return self.size * PT * LEADING


NUMBER, NAME, PHONE = Column(8, 0.5, is_centred=True), Column(0), Column(25, 0.8, 9)
COLUMNS = (NUMBER, NAME, Column(30), Column(38), Column(48, 1, 8, is_pen=True))
WITH_PHONES = (NUMBER, NAME, Column(23), Column(29), PHONE, Column(42, 1, 8, is_pen=True))

LEAST = 5.9 * MM + NUMBER.line  # height of a row
AROUND = 2 * MM  # above and below the words, together
TOP = 0.8 * MM  # above the number beside the signature
INK_LEFT, INK_TOP, INK_HEIGHT = 6 * MM, TOP + COLUMNS[-1].line - 3.4 * MM, 8.4 * MM
INK_ROOM = 6.6 * MM  # what a half leaves beside the signature


class Typeface:
    """The regular letters in one paper."""

    def __init__(self, letters: Letters, rows: Mapping[str, list[str]]) -> None:
        self.letters = letters
        texts = " ".join(text for row in rows.values() for text in row)
        self.used = sorted(set(texts.replace("\n", " ")))
        self.fonts: dict[Any, Any] = {}  # what the paper has used by the time that we draw

    @cached_property
    def name(self) -> str:
        """What the PDF calls it. Who asks has the letters of all rows embedded."""
        return embedded(self.fonts, b"+Balai-Sans", self.letters, self.used)


def embedded(fonts: Mapping[Any, Any], ending: bytes, letters: Letters, used: list[str]) -> str:
    """What the PDF calls a typeface that the paper has used; these letters come with the others."""
    font = next(font for font in fonts.values() if font.name.endswith(ending))
    for letter in used:
        glyph = letters.glyphs[letter]
        font.to_unicode.setdefault(glyph, letter)
        font.widths.setdefault(glyph, round(letters.widths[letter]))
    return str(font.hash)


class Row:
    """Number, name, position, place, perhaps a phone; last the number again, and the signature.

    Without the last number the table has a cell of its own there.
    """

    def __init__(self, texts: list[str], ink: Ink | None, width: float, face: Typeface) -> None:
        columns = WITH_PHONES if len(texts) == len(WITH_PHONES) else COLUMNS
        rest = width - sum(column.width for column in columns)
        self.has_pen = bool(texts[-1])
        self.columns = columns if self.has_pen else columns[:-1]
        self.widths = [(column.width or rest) * MM for column in self.columns]
        self.name = " ".join(texts[1].partition("\n")[0].split())
        self.ink, self.face = ink if self.has_pen else None, face
        self.indent = 0.0 if int(texts[0]) % 2 else self.widths[-1] / 2  # of the pen
        self.cells = [
            face.letters.lines(text, (wide - 2 * column.padding * MM) / column.size / PT * 1000)
            for text, wide, column in zip(texts, self.widths, self.columns, strict=False)
        ]
        words = max(len(cell) * of.line for cell, of in zip(self.cells, self.columns, strict=True))
        self.height = max(LEAST, words + AROUND)

    def get_intrinsic_size(self, _resolution: Any, _font_size: Any) -> tuple[float, float, float]:
        width = sum(self.widths)
        return width, self.height, width / self.height

    def draw(self, stream: Any, _width: float, _height: float, style: Any) -> None:
        """The signature inside the mark of the picture, then each cell inside one of its own.

        WeasyPrint closes the last mark, and restores the state of the page.
        """
        if self.ink:
            with stream.stacked():
                stream.transform(e=sum(self.widths[:-1]) + self.indent + INK_LEFT, f=INK_TOP)
                self.ink.draw(stream, self.widths[-1] / 2 - INK_ROOM, INK_HEIGHT, style)
        stream.end_marked_content()
        self.operators, self.place = stream.stream, len(stream.stream)
        stream.stream.append("0 g " + " EMC ".join(self._drawn()))

    def number_marks(self, first: int, last: int) -> None:
        """Write the numbers that are known only when the whole page is drawn."""
        self.operators[self.place] %= tuple(range(first, last))

    def _drawn(self) -> Iterator[str]:
        left = 0.0
        for column, wide, cell in zip(self.columns, self.widths, self.cells, strict=True):
            if cell:
                start = left + column.padding * MM + (self.indent if column.is_pen else 0)
                top = TOP if column.is_pen else (self.height - len(cell) * column.line) / 2
                size, font = column.size * PT, self.face.name
                shown = []
                for n, (width, codes) in enumerate(cell):
                    room = wide - 2 * column.padding * MM - width / 1000 * size
                    x = start + (room / 2 if column.is_centred else 0)
                    y = top + n * column.line + self._baseline * size
                    shown.append(f"1 0 0 -1 {x:.2f} {y:.2f} Tm {codes} TJ")
                yield f"/TD <</MCID %d>> BDC BT /{font} {size:.3f} Tf {' '.join(shown)} ET"
            left += wide

    @property
    def _baseline(self) -> float:
        """Of a line, below its top."""
        letters = self.face.letters
        return (LEADING + (letters.ascent - letters.descent) / 1000) / 2
