"""Where the lines of a drawn row end."""

import re

import pytest

from app.papers.letters import Letters
from app.papers.typesetter import FONTS, ROOT


@pytest.fixture(scope="module")
def letters():
    return Letters((ROOT / "static" / "fonts" / FONTS["balai:Regular"]).read_bytes())


def width_of(letters, text):
    (line,) = letters.lines(text, 100_000)
    return line.width


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("Siti Aminah", "Siti Amina", ["Siti ", "Aminah"]),
        ("Siti Aminah", "Siti Aminah", ["Siti Aminah"]),
        ("Siti\na.n. Lurah", "a.n. Lurah", ["Siti ", "a.n. Lurah"]),
        ("Rahman\na.n. L", "Rahman", ["Rahman ", "a.n. L"]),
        ("Al-Habsyi", "Al-Habsy", ["Al-", "Habsyi"]),
        ("Bidang SIPD/SIKS", "Bidang SIPD/", ["Bidang SIPD/", "SIKS"]),
        ("Jalan 11/12", "Jalan 11/1", ["Jalan ", "11/12"]),
        ("Kota Lama / Lingk. 1", "Kota Lama", ["Kota ", "Lama / ", "Lingk. 1"]),
        ("Kota\N{NO-BREAK SPACE}II", "Kota\N{NO-BREAK SPACE}I", ["Kota\N{NO-BREAK SPACE}I", "I"]),
        ("WWWW Ani", "WW", ["WW", "WW ", "Ani"]),
        ("WWW", "i", ["W", "W", "W"]),
        ("", "W", []),
    ],
)
def test_lines_end_where_they_may(letters, text, room, lines):
    names = {f"{glyph:04x}": letter for letter, glyph in letters.glyphs.items()}

    found = letters.lines(text, width_of(letters, room))

    codes = [re.findall("[0-9a-f]{4}", "".join(re.findall("<(.*?)>", it.shown))) for it in found]
    assert ["".join(names[code] for code in line) for line in codes] == lines


def test_letters_move_together_in_words_but_not_in_numbers(letters):
    assert width_of(letters, "AV") < letters.widths["A"] + letters.widths["V"]
    assert width_of(letters, "A11") < letters.widths["A"] + 2 * letters.widths["1"]
    assert width_of(letters, "11") == 2 * letters.widths["1"]
