"""Letters and the marks above and below them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

MOST_MARKS = 20  # on one letter; no writing of people has as many


def with_few_marks(text: str) -> str:
    """The text, with no more marks on one letter than people write.

    Python sorts the marks of a letter slowly: some ten thousand on one would stop us for a minute.
    """
    if text.isascii():
        return text
    kept, run = [], 0
    for char in text:
        run = run + 1 if _is_mark(char) else 0
        if run <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)


@lru_cache(4096)
def _is_mark(char: str) -> bool:
    # By its decomposed form: that is what gets sorted, whatever the character itself says.
    return unicodedata.combining(unicodedata.normalize("NFKD", char)[0]) != 0
