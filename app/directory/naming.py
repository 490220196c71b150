"""Taking titles off a name that was written with them."""

from __future__ import annotations

import re
from typing import NamedTuple

FRONT = {
    "h", "hj", "drs", "dra", "ir", "dr", "prof", "kh", "tgk", "ust", "apt", "ns", "hjh",
}  # fmt: skip
BACK = {
    "se", "sh", "st", "mm", "mh", "mt", "sip", "spd", "spdi", "ssos", "ssosi", "skom", "ssi", "sag",
    "sap", "sp", "spi", "stp", "skm", "skep", "sked", "skh", "sth", "shut", "spsi", "sst", "sstp",
    "msi", "mpd", "msc", "mkom", "mkes", "map", "mhum", "mag", "mba", "msp", "mip", "mikom", "mma",
    "amd", "amdkeb", "amkeb", "amk", "ama", "phd", "ba", "bsc", "dea", "ak", "ca", "lc", "ma",
    "sfarm", "sgz", "strkeb", "strkes", "stkom", "mkn", "mts", "mth", "mpdi", "shi",
}  # fmt: skip
# Two letters that are also a name or its initials: a title only where a comma stands before it.
AFTER_COMMA_ONLY = {"ma", "ba", "ak", "ca", "sp", "st", "dea"}
GLUED_FRONT = re.compile(r"^((?:hj|h|drs|dra|ir|dr|prof|kh)\.)(?=[^\W\d_])", re.I)


class Named(NamedTuple):
    front: str
    name: str
    back: str


def split_titles(text: str) -> Named:
    """`Drs. H. Ahmad Yani, M.Si.` as (`Drs. H.`, `Ahmad Yani`, `M.Si.`). No letter changes case.

    A title that we do not know stays in the name: better a title too many there than a name lost.
    """
    before, comma, after = " ".join(text.split()).partition(",")
    back = after.strip(" ,") if comma and _all_titles(after) else ""
    rest = before if back else " ".join(text.split()).rstrip(" ,")
    front, name = _take_front(rest)
    if not back:
        name, back = _take_back(name)
    return Named(front, name, back)


def _take_front(text: str) -> tuple[str, str]:
    words = text.split()
    front: list[str] = []
    while words:
        glued = GLUED_FRONT.match(words[0])
        if glued:
            front.append(glued[1])
            words[0] = words[0][glued.end() :]
        elif len(words) > 1 and _bare(words[0]) in FRONT:
            front.append(words.pop(0))
        else:
            break
    return " ".join(front), " ".join(words)


def _take_back(text: str) -> tuple[str, str]:
    """Degrees at the end that no comma announces: `Siti Aminah S.Sos`, `Ahmad Yani SE`."""
    words = text.split()
    back: list[str] = []
    while len(words) > 1 and _is_plain_degree(words[-1]):
        back.insert(0, words.pop())
    return " ".join(words), " ".join(back)


def _is_plain_degree(word: str) -> bool:
    """Known, and written as degrees are: with a dot inside, or with two capitals in front."""
    if _bare(word) not in BACK - AFTER_COMMA_ONLY or not word[0].isupper():
        return False
    return "." in word.rstrip(".") or word[1:2].isupper()


def _all_titles(text: str) -> bool:
    words = [word for part in text.split(",") for word in part.split()]
    return bool(words) and all(_bare(word) in BACK or "." in word.strip(".") for word in words)


def _bare(word: str) -> str:
    return re.sub(r"[^a-z]", "", word.lower())
