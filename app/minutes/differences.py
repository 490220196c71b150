"""What has changed from one version to the next, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from app import rich_text
from app.minutes.queries import Content

WORDS = re.compile(r"\S+\s*|\s+")
FACTS = {
    "title": "Sidang/Rapat",
    "date": "Hari/Tanggal",
    "letter": "Surat Undangan",
    "hours": "Waktu",
    "place": "Tempat",
    "agenda": "Acara",
    "chair": "Ketua",
    "secretary": "Sekretaris",
    "note_taker": "Pencatat",
    "presenters": "Narasumber",
    "participants": "Peserta",
    "present": "Jumlah hadir",
}


class Piece(NamedTuple):
    """Some words: kept ("sama"), new ("tambah") or gone ("hapus")."""

    kind: str
    words: str


class Change(NamedTuple):
    label: str
    pieces: list[Piece]


def differences(old: Content, new: Content) -> list[Change]:
    """The parts of the form that are not the same in both."""
    before, after = _parts(old), _parts(new)
    labels = list(after) + [label for label in before if label not in after]
    return [
        Change(label, list(_compare(before.get(label, ""), after.get(label, ""))))
        for label in labels
        if before.get(label, "") != after.get(label, "")
    ]


def _parts(content: Content) -> dict[str, str]:
    parts = {label: _words(content["facts"].get(key, "")) for key, label in FACTS.items()}
    for section in content["sections"]:
        parts[section["label"]] = rich_text.plain(section["body"])
    for label, key in (("Tanya jawab", "questions"), ("Tindak lanjut", "promises")):
        parts[label] = "\n".join(" | ".join(row.values()) for row in content[key])
    return parts


def _words(value: object) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value)


def _compare(old: str, new: str) -> Iterator[Piece]:
    """Line by line first: only what differs is compared word by word, so long texts cost little."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for deed, i, j, k, n in SequenceMatcher(None, before, after).get_opcodes():
        gone, come = "".join(before[i:j]), "".join(after[k:n])
        if deed == "replace":
            yield from _by_words(WORDS.findall(gone), WORDS.findall(come))
        else:
            yield from _pieces(deed, gone, come)


def _by_words(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for deed, i, j, k, n in SequenceMatcher(None, old, new).get_opcodes():
        yield from _pieces(deed, "".join(old[i:j]), "".join(new[k:n]))


def _pieces(deed: str, gone: str, come: str) -> Iterator[Piece]:
    if deed == "equal":
        yield Piece("sama", come)
        return
    if gone:
        yield Piece("hapus", gone)
    if come:
        yield Piece("tambah", come)
