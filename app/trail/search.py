"""Entries of the audit log by what a reader asks for, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select

from app import wib
from app.audit import AuditEntry
from app.extensions import db, reading_session
from app.trail.deeds import deeds_called
from app.trail.words import EXPORT, NOUNS, namesakes_of

A_PAGE = 50
AT_ONCE = 1_000


@dataclass(frozen=True)
class Wish:
    """What the reader asks for; what cannot be read is not asked for."""

    text: str = ""  # in the name of who did it, the deed or what it was done to
    noun: str = ""  # "account"; "export": everything that left the house
    since: date | None = None
    until: date | None = None
    page: int = 1

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Wish:
        page, noun = args.get("halaman", ""), args.get("jenis", "")
        return cls(
            text=args.get("q", "").strip()[:100],
            noun=noun if noun in NOUNS or noun == EXPORT else "",
            since=_day(args.get("dari", "")),
            until=_day(args.get("sampai", "")),
            page=int(page) if page.isdecimal() and page.isascii() and len(page) < 7 else 1,
        )

    @property
    def values(self) -> dict[str, str]:
        """As parameters of the address, without the page."""
        days = {"dari": self.since, "sampai": self.until}
        asked = {"q": self.text, "jenis": self.noun}
        asked |= {key: day.isoformat() if day else "" for key, day in days.items()}
        return {key: value for key, value in asked.items() if value}


class Found(NamedTuple):
    entries: Sequence[AuditEntry]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // A_PAGE))


def find(wish: Wish) -> Found:
    """One page of them."""
    query = _asked(wish)
    count = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    page = min(max(wish.page, 1), max(1, -(-count // A_PAGE)))
    query = query.order_by(AuditEntry.id.desc()).limit(A_PAGE).offset((page - 1) * A_PAGE)
    return Found(db.session.scalars(query).all(), count, page)


def all_of(wish: Wish) -> Iterator[AuditEntry]:
    """The same without pages, oldest first, read beside the request: nobody waits meanwhile."""
    query = _asked(wish).order_by(AuditEntry.id).execution_options(yield_per=AT_ONCE)
    with reading_session() as session:
        yield from session.scalars(query)


def _asked(wish: Wish) -> Select[AuditEntry]:
    query = select(AuditEntry)
    for word in wish.text.split():
        columns = (AuditEntry.actor, AuditEntry.action, AuditEntry.subject)
        found = [column.icontains(word, autoescape=True) for column in columns]
        query = query.where(or_(*found, *_called(word)))
    if wish.noun == EXPORT:
        query = query.where(AuditEntry.action.endswith(f".{EXPORT}"))
    elif wish.noun:
        starts = [
            AuditEntry.action.startswith(f"{noun}.", autoescape=True)
            for noun in namesakes_of(wish.noun)
        ]
        query = query.where(or_(*starts))
    if wish.since:
        query = query.where(AuditEntry.at >= wib.at(wish.since, time.min))
    if wish.until:
        query = query.where(AuditEntry.at < wib.at(wish.until + timedelta(days=1), time.min))
    return query


def _called(word: str) -> list[ColumnElement[bool]]:
    """The deeds for which the page has this word: it shows no others to search by."""
    nouns, verbs = deeds_called(word)
    return [
        *(AuditEntry.action.startswith(f"{noun}.", autoescape=True) for noun in nouns),
        *(AuditEntry.action.endswith(f".{verb}", autoescape=True) for verb in verbs),
        AuditEntry.action.in_(verbs),
    ]


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2100 else None
