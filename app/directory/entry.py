"""One row of a list as the person it describes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from app.directory.atlas import Atlas
from app.directory.cells import (
    CellProblem,
    email_of,
    is_nothing,
    nip_of,
    phone_of,
    sex_of,
    text_of,
    words_of,
)
from app.directory.header import POST_OF_NAME
from app.directory.models import Level, Post
from app.directory.naming import split_titles
from app.directory.placing import Place, Written, place_of, written
from app.directory.post_words import Named, post_of
from app.directory.rows import Row
from app.directory.spelling import fold, place_key
from app.directory.table import Table
from app.titles import with_titles

Value = TypeVar("Value")

LONGEST = {"Nama": 120, "Gelar depan": 40, "Gelar belakang": 60, "Jabatan": 120}
CARRIED = "Tempat diambil dari baris di atasnya."


@dataclass
class Entry:
    """What the row says. An empty title, phone, NIP or sex means: the list does not tell."""

    number: int
    name: str = ""
    front_titles: str = ""
    back_titles: str = ""
    post: Post = Post.OTHER
    position: str = ""
    place: Place = Place()
    phone: str | None = None
    email: str | None = None
    nip: str | None = None
    sex: str | None = None
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def folded(self) -> str:
        return fold(self.name)

    @property
    def full_name(self) -> str:
        return with_titles(self.front_titles, self.name, self.back_titles)

    @property
    def position_label(self) -> str:
        return self.position or ("" if self.post is Post.OTHER else self.post.label)

    def attempt(self, read: Callable[..., Value], *args: Any) -> Value | None:
        """Read a cell; what is wrong with it becomes a problem of this row."""
        try:
            return read(*args)
        except CellProblem as problem:
            self.problems.append(str(problem))
            return None


class Reader:
    """Reads the rows of a table in order, remembering the places named above each."""

    def __init__(self, table: Table, atlas: Atlas) -> None:
        self.table = table
        self.atlas = atlas
        self.above = Written()
        names = [f for f in ("name", *POST_OF_NAME) if f in table.columns]
        self.name_column = names[0]

    def is_heading(self, row: Row) -> bool:
        """`KELURAHAN PERWIRA` on a line of its own tells the place of the rows that follow."""
        texts = list(dict.fromkeys(filter(None, row.texts)))
        text = " ".join(texts)
        level, _, rest = fold(text).partition(" ")
        known = len(texts) <= 2 and rest
        if known and level in {"kelurahan", "kel"} and place_key(text) in self.atlas.villages:
            self.above = self.above._replace(village=text)
            return True
        if known and level in {"kecamatan", "kec"} and place_key(text) in self.atlas.districts:
            self.above = Written(district=text)
            return True
        return False

    def read(self, row: Row) -> Entry:
        entry = Entry(row.number)
        cell = self._cell(row)
        self._read_name(entry, cell)
        entry.phone = entry.attempt(phone_of, cell("phone"))
        entry.email = entry.attempt(email_of, cell("email"))
        entry.nip = entry.attempt(nip_of, cell("nip"))
        entry.sex = entry.attempt(sex_of, cell("sex"))
        named = entry.attempt(post_of, self._post_text(entry, cell))
        place = self._place(entry, cell, named)
        if named is None:
            entry.problems.append("Jabatan belum diisi.")
            return entry
        entry.post, entry.position = named.post, named.position
        entry.place = entry.attempt(place_of, place, named, self.atlas) or Place()
        self._check_lengths(entry)
        return entry

    def _cell(self, row: Row) -> Callable[[str], Any]:
        return lambda name: self.table.cell(row, name)

    def _read_name(self, entry: Entry, cell: Callable[[str], Any]) -> None:
        split = split_titles(entry.attempt(words_of, cell(self.name_column)) or "")
        entry.name = split.name
        entry.front_titles = entry.attempt(words_of, cell("front_titles")) or split.front
        entry.back_titles = entry.attempt(words_of, cell("back_titles")) or split.back
        if not any(char.isalpha() for char in entry.name):
            entry.problems.append("Nama belum diisi.")

    def _post_text(self, entry: Entry, cell: Callable[[str], Any]) -> str:
        text = entry.attempt(words_of, cell("post"))
        if text or "post" in self.table.columns:
            return text or ""
        if self.name_column in POST_OF_NAME:
            return POST_OF_NAME[self.name_column]
        return "Kepling" if not is_nothing(text_of(cell("neighbourhood"))) else ""

    def _place(self, entry: Entry, cell: Callable[[str], Any], named: Named | None) -> Written:
        """The place as written, or, where a merged block leaves it blank, as written above."""
        parts = ("district", "village", "neighbourhood")
        own = written(*(entry.attempt(words_of, cell(part)) or "" for part in parts))
        self._remember(own)
        level = named.post.level if named else None
        if level is None or own.village or (named and len(named.place.split()) > 1):
            return own
        if level is Level.DISTRICT and not own.district and not (named and named.place):
            return self._carried(entry, own._replace(district=self.above.district))
        spelled_out = level is Level.VILLAGE and named and named.place
        if level is not Level.DISTRICT and not spelled_out:
            carried = own._replace(district=self.above.district, village=self.above.village)
            return self._carried(entry, carried)
        return own

    def _carried(self, entry: Entry, place: Written) -> Written:
        if place.village or place.district:
            entry.notes.append(CARRIED)
        return place

    def _remember(self, own: Written) -> None:
        if own.district and place_key(own.district) != place_key(self.above.district):
            self.above = Written(district=own.district)
        if own.village:
            self.above = self.above._replace(village=own.village)

    def _check_lengths(self, entry: Entry) -> None:
        texts = (entry.name, entry.front_titles, entry.back_titles, entry.position)
        for (label, longest), text in zip(LONGEST.items(), texts, strict=True):
            if len(text) > longest:
                entry.problems.append(f"{label} paling banyak {longest} huruf.")
