"""What is to be said of a file that somebody holds against an issued paper."""

from __future__ import annotations

from typing import NamedTuple

from app.papers.models import Paper, Way
from app.papers.queries import versions_of

SAME = "Sama persis dengan yang diterbitkan."
SIGNED = "Salinan bertanda tangan elektronik dari dokumen ini."
SCANNED = "Pindaian lembar bertanda tangan yang disimpan kantor untuk dokumen ini."
OLDER = "Sama persis dengan versi {number}, yang sudah digantikan versi {newest}."
NEWER = "Sama persis dengan versi {number} dari dokumen ini, bukan versi {mine}."
SIGNED_OTHER = "Salinan bertanda tangan dari versi {number}, bukan versi {mine}."
DIFFERENT = (
    "Berbeda dari yang diterbitkan, dan bukan salinan bertanda tangan yang tercatat."
    " Isinya mungkin diubah, atau berkasnya disimpan ulang oleh program lain."
)


class Verdict(NamedTuple):
    words: str
    is_good: bool


def verdict(paper: Paper, sha256: str) -> Verdict:
    """Compares hashes alone: nobody need read the file."""
    versions = versions_of(paper)
    for version in versions:
        mine = version.id == paper.id
        if version.sha256 == sha256:
            return _same(version, paper, versions[0].number)
        copy = next((one for one in version.copies if one.sha256 == sha256), None)
        if copy and mine:
            return Verdict(SIGNED if copy.way is Way.ELECTRONIC else SCANNED, is_good=True)
        if copy:
            words = SIGNED_OTHER.format(number=version.number, mine=paper.number)
            return Verdict(words, is_good=False)
    return Verdict(DIFFERENT, is_good=False)


def _same(version: Paper, paper: Paper, newest: int) -> Verdict:
    if version.id == paper.id:
        return Verdict(SAME, is_good=True)
    words = NEWER if version.number == newest else OLDER
    numbers = {"number": version.number, "newest": newest, "mine": paper.number}
    return Verdict(words.format(**numbers), is_good=False)
