"""What features say about personal data: whose it is, what is held, how long, what goes.

Each feature speaks for its own tables (its modules `personal` and `expiring`); `app.privacy` asks
all of them. Nothing here knows a feature.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Delete, Select, SQLColumnExpression, Update, and_, false

from app import wib
from app.extensions import db

ERASED = "Dihapus atas permintaan"  # stands where a name stood

Fact = dict[str, str]  # column as people read it, and its value


class Whose(NamedTuple):
    """A person of the directory, or somebody who stands on lists and in programmes alone; or an
    official, or whoever holds an account, of whom nothing is erased.
    """

    person_id: int | None
    attendances: tuple[int, ...]  # own ones, not those of who came instead
    presenters: tuple[int, ...] = ()  # own rows in the programmes of kegiatan
    promises: tuple[int, ...] = ()  # that bear the name alone, written by hand
    officials: tuple[int, ...] = ()  # a row for each term
    account: int | None = None


class Part(NamedTuple):
    """What one feature holds about somebody."""

    title: str
    facts: Sequence[Fact]
    files: Sequence[tuple[str, str]] = ()  # names and texts that stand beside the whole


class Gone(NamedTuple):
    """What a kind has really forgotten: less than it was told to where somebody was quicker."""

    rows: int
    files: Sequence[str] = ()  # names of those that go with it


class Expiring(NamedTuple):
    """A kind of data that goes after a while.

    `due` selects an id and what it belongs to, of everything older than a moment. `forget` is told
    some of these ids; afterwards `due` finds none of them. It does not commit.
    """

    key: str
    label: str
    since: str  # from when the days are counted
    why: str  # this number of days
    days: int | None  # as long as nobody decides otherwise; None: for good
    least: int
    due: Callable[[datetime], Select[Any, str]]
    forget: Callable[[Sequence[Any]], Gone]


def carried_out(query: Update | Delete) -> int:
    """How many rows it has changed or taken away."""
    db.session.flush()
    return db.session.connection().execute(query).rowcount


FEW = 50  # rows that a search for somebody's data shows


def has_words(text: SQLColumnExpression[str], words: str) -> ColumnElement[bool]:
    """Whether all of them stand in it, in any order; nothing typed finds nothing."""
    parts = [text.icontains(word, autoescape=True) for word in re.findall(r"\w+", words)]
    return and_(*parts) if parts else false()


def moment(at: datetime | None) -> str:
    """`Rabu, 4 Februari 2026, 09.12 WIB`; empty for never."""
    return f"{wib.long_date(at)}, {wib.clock_wib(at)}" if at else ""
