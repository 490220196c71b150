"""Text of people on its way to paper: nothing invisible, nothing endless."""

from __future__ import annotations

import re
import unicodedata

from markupsafe import Markup

from app.fields import tidy

LONGEST = 260  # letters of one field; the longest column holds 254
LONG_WORD = re.compile(r"\S{41,}")
LONG_RICH = re.compile(r"(?:&\w{1,8};|[^\s<>&]){41,}")
LETTER = re.compile(r"&\w{1,8};|[^\s<>&]")
TAG = re.compile(r"(<[^<>]*>)")
FIRST_ROW = re.compile(r'<table class="(\w+)"><tbody>(<tr>.*?</tr>)(?=(<tr>)?)', re.DOTALL)
WIDTHS = ((10, "widest"), (7, "wide"))  # of a table, by its columns
LONGEST_HEAD = 1_200  # letters of a head that is printed on every page of its table, tags too
LONGEST_TEXT = 3_000  # letters of an answer
BREAK = "\N{ZERO WIDTH SPACE}"  # a place where a word may break, drawn as nothing
NARROW = 11  # capitals that fit into the narrowest column
PARTED = re.compile(r" (?=(?:[IVXLC]+|\d{1,3}|WIB)(?![\w.,]))")  # `Kota II`, `12.00 WIB`
STEP = 4  # letters of a long word that stay together: less than the narrowest cell holds
MOST_MARKS = 2  # accents on one letter; Vietnamese needs two


def printable(text: str | None, longest: int = LONGEST) -> str:
    """One line as a paper shows it. Words of more than 40 letters may break anywhere."""
    words = str(text) if isinstance(text, Markup) else text or ""
    short = tidy(words[: 4 * longest])[:longest]
    if not short.isascii():
        short = without_towers(short)
    return LONG_WORD.sub(lambda word: BREAK.join(word.group()), short)


def printable_lines(text: str | None) -> Markup:
    """Several lines of a longer text, as questions and answers are."""
    lines = [printable_part(line) for line in (text or "")[:LONGEST_TEXT].splitlines()]
    return Markup("<br>").join(line for line in lines if line)


def printable_part(text: str) -> str:
    """A line of any length; for the rest see `printable`."""
    short = tidy(text)
    short = short if short.isascii() else without_towers(short)
    return LONG_WORD.sub(lambda word: BREAK.join(word.group()), short)


def breakable(html: Markup) -> Markup:
    """Formatted text that was cleaned; its long words may break, and accents stay few.

    What goes on for hundreds of letters without a blank is no word and is cut: in a narrow cell it
    would take the typesetter a minute.
    """
    text = str(html) if html.isascii() else without_towers(str(html))
    parts = TAG.split(text)
    parts[::2] = [LONG_RICH.sub(_with_breaks, part) for part in parts[::2]]
    return Markup(FIRST_ROW.sub(_as_printed, "".join(parts)))


def _as_printed(table: re.Match[str]) -> str:
    """Many columns in smaller letters; a head again on every page on which the table goes on.

    Not a head that would fill the page.
    """
    look, row, goes_on = table.groups()
    cells = row.count("<th>") + row.count("<td>")
    width = next((f" {name}" for most, name in WIDTHS if cells >= most), "")
    if "<td>" in row or not goes_on or len(row) > LONGEST_HEAD:
        return f'<table class="{look}{width}"><tbody>{row}'
    head = row.replace("<th>", '<th scope="col">')
    return f'<table class="{look}{width}"><thead>{head}</thead><tbody>'


def together(text: str) -> str:
    """The text with numerals and `WIB` kept on the line of the word before them."""
    return PARTED.sub("\N{NO-BREAK SPACE}", text)


def no_widow(text: str) -> str:
    """The text with its last two words on one line: none stands alone on the last."""
    return "\N{NO-BREAK SPACE}".join(text.rsplit(" ", 1))


def _with_breaks(word: re.Match[str]) -> str:
    letters = LETTER.findall(word.group())
    letters = letters if len(letters) <= LONGEST else [*letters[:LONGEST], "…"]
    return BREAK.join("".join(letters[i : i + STEP]) for i in range(0, len(letters), STEP))


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
