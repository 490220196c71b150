"""Which rows of a list the worker may draw itself (see `rows`). All others are set as a table.

A mark instead of a signature stands in italics: that cell is left to the table.
"""

from __future__ import annotations

import re

from app.papers.roll import Line, Roll
from app.papers.wording import printable, together

# What names, posts and places are made of here: letters of one piece, where a line ends behind a
# blank, a hyphen or a stroke and nowhere else. Not so many that a row could fill a page.
PLAIN = re.compile(r"[A-Za-z0-9À-ÖØ-öø-ɏ\n\N{NO-BREAK SPACE} .,'’():;&/-]{0,120}")
NARROWEST = 150  # mm of a row; below it the names have no room, and a table finds some


def plain_rows(roll: Roll, width: float, *, phones: bool) -> dict[str, list[str]]:
    """The words of these rows, cell by cell, under `<list>.<number>`."""
    rows = {
        f"{part}.{line.number}": _words(line, phones)
        for part, section in enumerate(roll.sections)
        for line in section.lines
    }
    return {
        key: words
        for key, words in rows.items()
        if width >= NARROWEST and all(map(PLAIN.fullmatch, words))
    }


def _words(line: Line, phones: bool) -> list[str]:
    name = together(printable(line.name))
    if line.represents:
        name += f"\na.n. {printable(line.represents)}"
    position, place = (together(printable(text)) for text in (line.position, line.place))
    phone = [line.phone] if phones else []
    beside_signature = "" if line.mark else f"{line.number}."
    return [str(line.number), name, position, place, *phone, beside_signature]
