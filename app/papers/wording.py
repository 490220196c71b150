"""Text of people on its way to paper: nothing invisible, nothing endless."""

from __future__ import annotations

import re
import unicodedata

from markupsafe import Markup

from app.fields import tidy
from app.rich_text import markup

LONGEST = 260  # letters of one field; the longest column holds 254
LONG_WORD = re.compile(r"\S{41,}")
LONG_RUN = re.compile(r"[^\s<>&;]{41,}")  # the same beside tags and entities
BREAK = "\N{ZERO WIDTH SPACE}"  # a place where a word may break, drawn as nothing
NARROW = 11  # capitals that fit into the narrowest column
PARTED = re.compile(r" (?=(?:[IVXLC]+|\d{1,3}|WIB)(?![\w.,]))")  # `Kota II`, `12.00 WIB`
MOST_MARKS = 2  # accents on one letter; Vietnamese needs two


def printable(text: str | None, longest: int = LONGEST) -> str:
    """One line as a paper shows it. Words of more than 40 letters may break anywhere."""
    words = str(text) if isinstance(text, Markup) else text or ""
    short = tidy(words[: 4 * longest])[:longest]
    if not short.isascii():
        short = without_towers(short)
    return LONG_WORD.sub(lambda word: BREAK.join(word.group()), short)


def passage(cleaned: str) -> Markup:
    """Formatted text of people, cleaned once more; long words may break as those of a line do."""
    text = without_towers(str(markup(cleaned)))
    return Markup(LONG_RUN.sub(lambda word: BREAK.join(word.group()), text))


def together(text: str) -> str:
    """The text with numerals and `WIB` kept on the line of the word before them."""
    return PARTED.sub("\N{NO-BREAK SPACE}", text)


def without_towers(text: str) -> str:
    """The text with at most two accents a letter: stacked ones run over the lines above."""
    kept, marks = [], 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char) in {"Mn", "Me", "Mc"} else 0
        if marks <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def has_long_word(text: str) -> bool:
    """Whether a narrow column may have to break a word. To allow that costs time, so few may."""
    return len(text) > NARROW and any(len(word) > NARROW for word in text.split())
