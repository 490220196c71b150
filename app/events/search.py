"""The list of kegiatan: what a reader asks for, and one page of what there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import NamedTuple

from sqlalchemy import Select, func, select

from app import wib
from app.directory.models import Region
from app.directory.spelling import fold
from app.events.models import YEARS, Event, Status
from app.extensions import db
from app.fields import id_of

A_PAGE = 25
MOST_MONTHS = 60  # offered in the filter, the newest first


@dataclass(frozen=True)
class Wish:
    """What the reader asks for; what cannot be read is not asked for."""

    text: str = ""
    month: str = ""  # "2026-02"
    status: str = ""
    district: str = ""  # id of a kecamatan
    page: int = 1

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Wish:
        page = args.get("halaman", "")
        return cls(
            text=args.get("q", "").strip()[:200],
            month=args.get("bulan", ""),
            status=args.get("status", ""),
            district=args.get("kecamatan", ""),
            page=int(page) if page.isdecimal() and page.isascii() and len(page) < 7 else 1,
        )

    @property
    def values(self) -> dict[str, str]:
        """As parameters of the address, without the page."""
        asked = {
            "q": self.text,
            "bulan": self.month,
            "status": self.status,
            "kecamatan": self.district,
        }
        return {key: value for key, value in asked.items() if value}

    @property
    def is_narrow(self) -> bool:
        return bool(self.text or self.month or self.status or self.district)


class Found(NamedTuple):
    """One page of the list."""

    events: Sequence[Event]
    total: int
    page: int
    pages: int


def find_events(wish: Wish) -> Found:
    """The newest first. A page past the end is the last one."""
    query = _matching(wish)
    total = db.session.scalar(query.with_only_columns(func.count(Event.id))) or 0
    pages = max(1, -(-total // A_PAGE))
    page = min(max(wish.page, 1), pages)
    query = query.order_by(Event.starts_at.desc(), Event.id.desc())
    events = db.session.scalars(query.limit(A_PAGE).offset((page - 1) * A_PAGE)).all()
    return Found(events, total, page, pages)


def months_with_events() -> list[date]:
    """Every month from the newest kegiatan back to the oldest, by its first day."""
    first, last = db.session.execute(
        select(func.min(Event.starts_at), func.max(Event.starts_at))
    ).one()
    if first is None:
        return []
    month, oldest = wib.today(last).replace(day=1), wib.today(first).replace(day=1)
    months: list[date] = []
    while month >= oldest and len(months) < MOST_MONTHS:
        months.append(month)
        month = _previous(month)
    return months


def _matching(wish: Wish) -> Select[Event]:
    query = select(Event)
    for word in fold(wish.text).split():
        query = query.where(Event.folded.icontains(word, autoescape=True))
    if month := _first_day(wish.month):
        begins, ends = wib.at(month, time()), wib.at(_next(month), time())
        query = query.where(Event.starts_at >= begins, Event.starts_at < ends)
    if wish.status in set(Status):
        query = query.where(Event.status == Status(wish.status))
    if district := id_of(wish.district):
        inside = (Region.id == district) | (Region.parent_id == district)
        query = query.where(Event.regions.any(inside))
    return query


def _first_day(month: str) -> date | None:
    try:
        day = date.fromisoformat(f"{month}-01")
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _next(month: date) -> date:
    return month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)


def _previous(month: date) -> date:
    if month.month == 1:
        return month.replace(year=month.year - 1, month=12)
    return month.replace(month=month.month - 1)
