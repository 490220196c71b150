"""What an import would do: rows, the persons they are about, and what would change."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from app.directory.entry import Entry
from app.directory.models import Person
from app.directory.placing import NewRegion


class Kind(StrEnum):
    NEW = "baru"
    CHANGED = "berubah"
    SAME = "tetap"
    WRONG = "salah"


class Change(NamedTuple):
    label: str
    old: str
    new: str


@dataclass
class PlannedRow:
    """A row, the person it is about, and what would change."""

    entry: Entry
    kind: Kind = Kind.NEW
    person: Person | None = None
    place: str = "-"
    changes: list[Change] = field(default_factory=list)
    replaces: list[Person] = field(default_factory=list)  # who holds the same post until now

    @property
    def number(self) -> int:
        return self.entry.number

    def is_ready(self, *, new_regions: bool) -> bool:
        """Whether it can be applied, with or without creating the lingkungan it names."""
        return self.kind is not Kind.WRONG and (new_regions or self.entry.place.new is None)

    def mark(self) -> list[Any]:
        """What makes this row the same plan tomorrow."""
        whom = self.person.id if self.person else None
        replaced = [person.id for person in self.replaces]
        entry = self.entry
        return [self.number, self.kind, whom, self.place, self.changes, replaced, entry.problems]


@dataclass
class Plan:
    rows: list[PlannedRow] = field(default_factory=list)
    new_regions: list[NewRegion] = field(default_factory=list)
    ignored: list[tuple[int, str]] = field(default_factory=list)  # totals and the like

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(row.kind for row in self.rows)
        return {kind.value: found[kind] for kind in Kind}

    @property
    def replaced(self) -> list[Person]:
        """Who would make room for a successor, each once."""
        found = {p.id: p for row in self.rows if row.kind is not Kind.WRONG for p in row.replaces}
        return list(found.values())

    def of_kind(self, kind: str) -> list[PlannedRow]:
        """The rows of one kind; all of them for an empty word."""
        return [row for row in self.rows if not kind or row.kind == kind]

    def blocked_rows(self, *, new_regions: bool) -> int:
        """How many rows cannot be applied; without new lingkungan also those that need one."""
        return sum(not row.is_ready(new_regions=new_regions) for row in self.rows)

    @property
    def digest(self) -> str:
        """Differs as soon as the directory has changed so that the plan is another."""
        marks = json.dumps([row.mark() for row in self.rows], default=str)
        return hashlib.sha256(marks.encode()).hexdigest()
