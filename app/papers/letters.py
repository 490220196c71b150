"""The letters of a row: how wide they are, which pairs move together, where a line may end.

Pango does the same for WeasyPrint, for all scripts of the world and at ten times the price; a test
compares the two word by word. Measures are thousandths of the type size, as in a PDF.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from fontTools.ttLib import TTFont

# A line may end behind it: at a blank before anything but a stop or stroke, within `A-B` or `A/B`.
PIECE = re.compile(r"[^ ].*?(?= [^,.:;/)]|(?<=[-/])[^\W\d_]| ?$)")


class Words(NamedTuple):
    """One line: its width, and what the PDF operator TJ takes."""

    width: float
    shown: str


class Letters:
    """One typeface."""

    def __init__(self, font: bytes) -> None:
        file = TTFont(BytesIO(font))
        unit, number = 1000 / file["head"].unitsPerEm, file.getReverseGlyphMap()
        names = {chr(code): name for code, name in file.getBestCmap().items()}
        self.glyphs = {letter: number[name] for letter, name in names.items()}
        self.widths = {letter: file["hmtx"][name][0] * unit for letter, name in names.items()}
        self.ascent, self.descent = file["hhea"].ascent * unit, -file["hhea"].descent * unit
        self._codes = {letter: f"{glyph:04x}" for letter, glyph in self.glyphs.items()}
        self._moves = {pair: value * unit for pair, value in _pairs(file, names)}

    def lines(self, text: str, room: float) -> list[Words]:
        """The text in lines no wider than `room`. Pairs move in words only, not in numbers."""
        moves = self._moves if any(map(str.isalpha, text)) else {}
        parts = text.replace("\n", " \n").splitlines()
        return [words for part in parts for words in self._lines(part, room, moves)]

    def _lines(self, text: str, room: float, moves: dict[str, float]) -> Iterator[Words]:
        starts, ends, shown, x = [], [], [], 0.0
        for n, letter in enumerate(text):
            starts.append(x)
            ends.append(x := x + self.widths[letter])
            shown.append(self._codes[letter])
            if move := moves.get(text[n : n + 2]):
                shown[-1] += f">{-round(move)}<"
                x += move

        def line(first: int, last: int) -> Words:
            behind = last + text.startswith(" ", last)  # who copies or listens hears two words
            return Words(ends[last - 1] - starts[first], f"[<{''.join(shown[first:behind])}>]")

        first = last = 0
        for piece in PIECE.finditer(text):
            begin, end = piece.span()
            if last and ends[end - 1] - starts[first] > room:
                yield line(first, last)
                first = begin
            while ends[end - 1] - starts[first] > room and end > first + 1:
                fitting = bisect_right(ends, starts[first] + room, first, end)
                last = max(fitting, first + 1)  # the word is too long: it breaks anywhere
                yield line(first, last)
                first = last
            last = end
        yield line(first, last)


def _pairs(font: TTFont, names: dict[str, str]) -> Iterator[tuple[str, float]]:
    """Two letters, and by how much the second one moves. Our typefaces keep them in one list."""
    letters: dict[str, list[str]] = {}
    for letter, name in names.items():
        letters.setdefault(name, []).append(letter)
    table = font["GPOS"].table
    kerning = next(f for f in table.FeatureList.FeatureRecord if f.FeatureTag == "kern")
    (lookup,) = kerning.Feature.LookupListIndex
    for block in table.LookupList.Lookup[lookup].SubTable:
        for name, pairs in zip(block.Coverage.glyphs, block.PairSet, strict=True):
            for pair in pairs.PairValueRecord:
                for left in letters.get(name, []):
                    for right in letters.get(pair.SecondGlyph, []):
                        yield left + right, pair.Value1.XAdvance
