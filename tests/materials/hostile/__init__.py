"""Hostile files, made here and now: committed ones would wake up malware scanners.

Each is (name, bytes, code): the name says what it is, the code how it is to be refused.
"""

from __future__ import annotations

from functools import cache

from tests.materials.hostile import films, office, opendocument, pdfs, pictures, wrong_kinds

MAKERS = (wrong_kinds, pdfs, office, opendocument, pictures, films)


@cache
def hostile() -> list[tuple[str, bytes, int]]:
    return [case for maker in MAKERS for case in maker.cases()]
