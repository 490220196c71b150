from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from app import wib
from app.directory.models import Level, Person, Post, Region
from app.events.models import Event, Status, event_region
from app.extensions import db

FEW = 5  # how many the start page shows of what comes and what was
CITY_WIDE = (Post.HEAD, Post.OTHER)  # posts that need no place in the city
RANK = case(*((Person.post == post, post.rank) for post in Post))
OFFICIAL_ORDER = (RANK, func.coalesce(Region.sort_key, ""), Person.folded, Person.id)


def event_or_404(code: str) -> Event:
    return db.one_or_404(select(Event).where(Event.code == code))


def event_to_change_or_404(code: str) -> Event:
    """The same as it is now, held until the transaction ends: nobody changes it meanwhile."""
    query = select(Event).where(Event.code == code).with_for_update()
    return db.one_or_404(query.execution_options(populate_existing=True))


def event_in_full_or_404(code: str) -> Event:
    """With the signers and the target, for pages that show all of it."""
    parts = (
        joinedload(Event.chair),
        joinedload(Event.acknowledger),
        joinedload(Event.responsible),
        selectinload(Event.regions).joinedload(Region.parent),
    )
    return db.one_or_404(select(Event).where(Event.code == code).options(*parts))


def any_event() -> bool:
    return bool(db.session.scalar(select(exists().where(Event.id.is_not(None)))))


def any_person() -> bool:
    return bool(db.session.scalar(select(exists().where(Person.id.is_not(None)))))


def events_today(moment: datetime) -> Sequence[Event]:
    """Those of this day in WIB, and those that are still running."""
    begins, ends = _day(wib.today(moment))
    is_today = (Event.starts_at >= begins) & (Event.starts_at < ends)
    query = select(Event).where(is_today | (Event.status == Status.RUNNING))
    return db.session.scalars(query.order_by(Event.starts_at, Event.id)).all()


def events_to_come(moment: datetime) -> Sequence[Event]:
    """The next few after today, drafts among them."""
    _, ends = _day(wib.today(moment))
    coming = Event.status.in_([Status.DRAFT, Status.SCHEDULED])
    query = select(Event).where(Event.starts_at >= ends, coming)
    return db.session.scalars(query.order_by(Event.starts_at, Event.id).limit(FEW)).all()


def events_before(moment: datetime) -> Sequence[Event]:
    """The last few before today; a forgotten draft is no event that was."""
    begins, _ = _day(wib.today(moment))
    over = Event.status.not_in([Status.DRAFT, Status.RUNNING])
    query = select(Event).where(Event.starts_at < begins, over)
    return db.session.scalars(query.order_by(Event.starts_at.desc(), Event.id).limit(FEW)).all()


def territory(chosen: Sequence[int] = ()) -> list[tuple[Region, list[Region]]]:
    """Each kecamatan with its kelurahan; retired ones only where they are chosen already."""
    offered = Region.retired_at.is_(None) | Region.id.in_(chosen)
    query = select(Region).where(Region.level != Level.NEIGHBOURHOOD, offered)
    regions = db.session.scalars(query.order_by(Region.sort_key)).all()
    tops = [region for region in regions if region.level is Level.DISTRICT]
    return [(top, [r for r in regions if r.parent_id == top.id]) for top in tops]


def regions_with_ids(ids: Sequence[int]) -> list[Region]:
    query = select(Region).where(Region.id.in_(ids)).order_by(Region.sort_key)
    return list(db.session.scalars(query))


def persons_in_target(event: Event) -> Select[Person]:
    """The active persons whom the kegiatan is meant for: its posts in its regions, at any depth.

    Kepala Dinas and other posts without a place belong to every place.
    """
    chosen = select(event_region.c.region_id).where(event_region.c.event_id == event.id)
    above = aliased(Region)
    inside = Region.id.in_(chosen) | Region.parent_id.in_(chosen) | above.parent_id.in_(chosen)
    everywhere = Person.region_id.is_(None) & Person.post.in_(CITY_WIDE)
    return (
        select(Person)
        .outerjoin(Person.region)
        .outerjoin(Region.parent.of_type(above))
        .where(Person.is_active, Person.post.in_(event.posts), inside | everywhere)
        .order_by(*OFFICIAL_ORDER)
    )


def count_target(event: Event) -> int:
    wanted = persons_in_target(event).order_by(None).with_only_columns(func.count(Person.id))
    return db.session.scalar(wanted) or 0


def _day(day: date) -> tuple[datetime, datetime]:
    return wib.at(day, time()), wib.at(day + timedelta(days=1), time())


def over_before(moment: datetime) -> ColumnElement[bool]:
    """Whether a kegiatan is closed and ended before that: the time that keeping is counted from."""
    ended = func.coalesce(Event.ends_at, Event.starts_at) < moment
    return ended & Event.status.in_([Status.FINISHED, Status.LOCKED, Status.CANCELLED])
