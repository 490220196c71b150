"""How names of places are written, and which spellings mean the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from app.letters import with_few_marks

ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
WORDS = re.compile(r"[^0-9a-z]+")

# Old and local spellings of the words that names of places are made of.
SAME_WORD = {
    "kualo": "kuala",
    "kwala": "kuala",
    "kwalo": "kuala",
    "silau": "silo",
    "sungai": "sei",
    "sungei": "sei",
    "sungi": "sei",
    "tj": "tanjung",
    "tg": "tanjung",
    "tjg": "tanjung",
    "tanjong": "tanjung",
    "dtk": "datuk",
    "tlk": "teluk",
}
PLACE_WORDS = {"kel", "kelurahan", "kec", "kecamatan"}
NEIGHBOURHOOD_WORD = re.compile(r"^\s*(lingkungan|lingk|lingkung|ling|lkn|lk)\b[\s.:]*", re.I)
NUMBER_WORD = re.compile(r"^\s*(nomor|no)\b[\s.:]*", re.I)
GLUED_NUMBER = re.compile(r"^\s*(lingkungan|lingk|ling|lk)\.?(?=\d|[ivx]+\s*$)", re.I)
NO_ANSWER = {"tidak ada", "tdk ada", "tak ada", "belum ada", "tidak punya"}
NO_ANSWER |= {"kosong", "nihil", "n a"}
LARGEST = 399  # number of a lingkungan, as the table allows


def fold(text: str) -> str:
    """Lower case, no accents, single spaces: what searching and sorting compare."""
    plain = text.lower()
    if not text.isascii():
        spread = unicodedata.normalize("NFKD", with_few_marks(text.casefold()))
        plain = "".join(c for c in spread if not unicodedata.combining(c))
    return " ".join(WORDS.sub(" ", plain).split())


def letters_of(text: str) -> str:
    """What tells names apart; other scripts, of which folding leaves nothing, keep their own."""
    return fold(text) or unicodedata.normalize("NFKC", text).casefold()


def names_nothing(text: str) -> bool:
    """Whether a field that wants a name was only filled: with `-`, `.` or `tidak ada`."""
    folded = fold(text)
    return folded in NO_ANSWER if folded else not any(char.isalnum() for char in text)


def roman(number: int) -> str:
    """1 → `I`, 4 → `IV`; numbers of lingkungan stay below 400."""
    marks = [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V")]
    text = ""
    for value, mark in [*marks, (4, "IV"), (1, "I")]:
        text += mark * (number // value)
        number %= value
    return text


def number_of(text: str) -> int | None:
    """`2`, `02`, `2.0` and `ii` → 2; None if it is no number from 1 to 399.

    A lone C or L is a letter: lingkungan are sometimes called A, B and C, none is the hundredth.
    """
    word = re.sub(r"\.0+$", "", text.strip(" .").lower())
    if word.isascii() and word.isdecimal():
        number = int(word[:6])
    elif word and set(word) <= ROMAN.keys() and word not in {"c", "l"}:
        number = _from_roman(word)
    else:
        return None
    return number if 1 <= number <= LARGEST else None


def _from_roman(word: str) -> int:
    """The value of a well-formed Roman number, else 0."""
    values = [ROMAN[letter] for letter in word[:20]]
    after = [*values[1:], 0]
    number = sum(-v if v < following else v for v, following in zip(values, after, strict=True))
    return number if 0 < number <= LARGEST and roman(number).lower() == word else 0


@lru_cache(4096)
def place_key(text: str) -> str:
    """Equal for all spellings of one kecamatan or kelurahan.

    `Kel. Kwala Silau Bestari` and `Kuala Silo Bestari` → `kualasilobestari`;
    `Tanjung Balai Kota 1` and `Tanjungbalai Kota I` → `tanjungbalaikota1`.
    """
    words = fold(text).split()
    while len(words) > 1 and words[0] in PLACE_WORDS:
        words = words[1:]
    if len(words) > 1 and (number := number_of(words[-1])):
        words[-1] = str(number)
    return "".join(SAME_WORD.get(word, word) for word in words)


@lru_cache(4096)
def neighbourhood_of(text: str) -> tuple[int | None, str]:
    """What somebody wrote for a lingkungan, as (number, name): one of the two is given.

    `Lingk. II`, `Lingkungan 2`, `LK 2`, `LK. II` and `II` → (2, ""); `Lingkungan Melati` →
    (None, "Lingkungan Melati"). An empty text gives (None, "").
    """
    name = " ".join(text.split())
    rest = GLUED_NUMBER.sub("", name)
    rest = NUMBER_WORD.sub("", NEIGHBOURHOOD_WORD.sub("", rest))
    number = number_of(rest)
    return (number, "") if number else (None, name)


@lru_cache(4096)
def neighbourhood_key(text: str) -> str:
    """Equal for all spellings of one lingkungan inside its kelurahan."""
    number, name = neighbourhood_of(text)
    if number:
        return str(number)
    bare = NUMBER_WORD.sub("", NEIGHBOURHOOD_WORD.sub("", name)) or name
    return "".join(str(number_of(word) or word) for word in fold(bare).split())
