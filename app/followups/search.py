"""The list of promises: what a reader asks for, as columns of a board or as pages of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased, selectinload

from app.directory.models import Region
from app.directory.spelling import fold
from app.events.models import Event
from app.extensions import db
from app.fields import id_of
from app.followups.models import FollowUp, today
from app.followups.queries import by_urgency, with_event, with_place
from app.followups.states import OPEN, Status

A_PAGE = 25  # rows of the table
A_COLUMN = 25  # cards in one column of the board; the table has the rest
MOST_OFFERED = 300  # names or kegiatan in a filter
BOARD, TABLE = "papan", "tabel"


@dataclass(frozen=True)
class Wish:
    """What the reader asks for; what cannot be read is not asked for."""

    view: str = BOARD
    text: str = ""
    status: str = ""
    who: str = ""  # the words of a responsible
    region: str = ""  # id; all below it counts
    event: str = ""  # code
    overdue: bool = False
    page: int = 1

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Wish:
        page = args.get("halaman", "")
        return cls(
            view=TABLE if args.get("tampil") == TABLE else BOARD,
            text=args.get("q", "").strip()[:200],
            status=args.get("status", ""),
            who=args.get("siapa", "")[:300],
            region=args.get("wilayah", ""),
            event=args.get("kegiatan", "")[:12],
            overdue=args.get("lewat") == "1",
            page=int(page) if page.isdecimal() and page.isascii() and len(page) < 7 else 1,
        )

    @property
    def filters(self) -> dict[str, str]:
        """What narrows the list, as parameters of the address."""
        asked = {
            "q": self.text,
            "status": self.status,
            "siapa": self.who,
            "wilayah": self.region,
            "kegiatan": self.event,
            "lewat": "1" if self.overdue else "",
        }
        return {key: value for key, value in asked.items() if value}

    @property
    def values(self) -> dict[str, str]:
        """The same with the view, without the page."""
        return {"tampil": self.view} | self.filters

    @property
    def is_narrow(self) -> bool:
        return bool(self.filters)


class Column(NamedTuple):
    """One state on the board: its most urgent cards, and how many there are."""

    status: Status
    promises: list[FollowUp]
    total: int


class Found(NamedTuple):
    """One page of the table."""

    promises: Sequence[FollowUp]
    total: int
    page: int
    pages: int


def board(wish: Wish) -> list[Column]:
    """All states in their order, in one statement; what was closed last stands on top."""
    order = (FollowUp.closed_at.desc(), *by_urgency)
    place = func.row_number().over(partition_by=FollowUp.status, order_by=order).label("place")
    size = func.count().over(partition_by=FollowUp.status).label("size")
    ranked = matching(wish).with_only_columns(FollowUp.id, place, size).subquery()
    query = (
        select(FollowUp, ranked.c.size)
        .join(ranked, ranked.c.id == FollowUp.id)
        .where(ranked.c.place <= A_COLUMN)
        .options(with_place, with_event)
        .order_by(ranked.c.place)
    )
    columns = {status: Column(status, [], 0) for status in Status}
    for follow_up, total in db.session.execute(query):
        column = columns[follow_up.status]
        column.promises.append(follow_up)
        columns[follow_up.status] = column._replace(total=total)
    return list(columns.values())


def table(wish: Wish) -> Found:
    """Open ones first, the most urgent on top. A page past the end is the last one."""
    query = matching(wish)
    total = db.session.scalar(query.with_only_columns(func.count(FollowUp.id))) or 0
    pages = max(1, -(-total // A_PAGE))
    page = min(max(wish.page, 1), pages)
    query = query.options(with_place, with_event).order_by(
        FollowUp.closed_at.is_not(None), *by_urgency
    )
    rows = db.session.scalars(query.limit(A_PAGE).offset((page - 1) * A_PAGE)).all()
    return Found(rows, total, page, pages)


def everything(wish: Wish) -> Sequence[FollowUp]:
    """All rows of the table at once, with their notes: for a file."""
    query = matching(wish).options(with_place, with_event, selectinload(FollowUp.notes))
    order = (FollowUp.closed_at.is_not(None), *by_urgency)
    return db.session.scalars(query.order_by(*order)).all()


def matching(wish: Wish) -> Select[FollowUp]:
    query = select(FollowUp)
    for word in fold(wish.text).split():
        query = query.where(FollowUp.folded.icontains(word, autoescape=True))
    if wish.status in set(Status):
        query = query.where(FollowUp.status == Status(wish.status))
    if wish.who:
        query = query.where(FollowUp.responsible == wish.who)
    if region := id_of(wish.region):
        query = query.where(FollowUp.region_id.in_(_inside(region)))
    if wish.event:
        event = select(Event.id).where(Event.code == wish.event).scalar_subquery()
        query = query.where(FollowUp.event_id == event)
    if wish.overdue:
        query = query.where(FollowUp.status.in_(OPEN), FollowUp.due_on < today())
    return query


def _inside(region_id: int) -> Select[int]:
    """The region with everything below it."""
    above = aliased(Region)
    below = or_(Region.id == region_id, Region.parent_id == region_id, above.parent_id == region_id)
    return select(Region.id).outerjoin(Region.parent.of_type(above)).where(below)


def who_answers() -> Sequence[str]:
    """The words of everybody who has answered for something, for the filter."""
    query = select(FollowUp.responsible).distinct().order_by(FollowUp.responsible)
    return db.session.scalars(query.limit(MOST_OFFERED)).all()


def where_promised() -> Sequence[Event]:
    """The kegiatan at which something was promised, the newest first."""
    at = select(FollowUp.event_id).where(FollowUp.event_id.is_not(None))
    query = select(Event).where(Event.id.in_(at)).order_by(Event.starts_at.desc(), Event.id)
    return db.session.scalars(query.limit(MOST_OFFERED)).all()
