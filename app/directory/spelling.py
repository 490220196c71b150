"""How names of places and posts are written, and which spellings mean the same."""

from __future__ import annotations

import re
import unicodedata

ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
WORDS = re.compile(r"[^0-9a-z]+")


def fold(text: str) -> str:
    """Lower case, no accents, single spaces: what searching and sorting compare."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(
        WORDS.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).split()
    )


def roman(number: int) -> str:
    """1 → `I`, 4 → `IV`; numbers of lingkungan stay below 400."""
    marks = [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V")]
    text = ""
    for value, mark in [*marks, (4, "IV"), (1, "I")]:
        text += mark * (number // value)
        number %= value
    return text
