"""What is due goes at night, in the worker: in small pieces, each of them written down with it.

It may be cut off at any moment and be done twice: what has gone is not found again. A kind that
leaves what it was told to forget is left for somebody to look at, and keeps no other waiting.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import Select, func, select

from app import files, wib
from app.columns import now
from app.extensions import db, reading_session
from app.jobs import Job
from app.logs import log
from app.personal import Expiring
from app.privacy.kinds import KINDS
from app.privacy.models import RetentionGone, RetentionNight
from app.privacy.queries import days_by_kind, has_decided

AT = time(1, 30)  # WIB: half an hour before deploy/balai-backup.timer, which then keeps none of it
AT_ONCE = 100  # rows in one transaction: nobody waits for long


def forget_due(day_number: int) -> None:
    """In the worker: everything that is due on that day."""
    day = date.fromordinal(day_number)
    night = db.session.get(RetentionNight, day)
    if night is None:
        night = RetentionNight(day=day)
        db.session.add(night)
    days = days_by_kind()
    db.session.commit()
    for kind in KINDS:
        while forget_some(kind, days[kind.key], day):
            pass
    night.ended_at = night.ended_at or now()
    db.session.commit()


def forget_some(kind: Expiring, days: int | None, day: date) -> bool:
    """The next few of a kind, and the line in the log, in one transaction; whether to go on.

    Each round leaves less than it found, or it is the last: so there is an end.
    Files go first: a row whose file is gone is found again, a file without a row would stay.
    """
    if days is None:
        return False
    due = kind.due(now() - timedelta(days=days))
    ids = [row[0] for row in db.session.execute(due.limit(AT_ONCE))]
    if not ids:
        db.session.commit()
        return False
    gone = kind.forget(ids)
    for name in gone.files:
        files.remove(name)
    left = _count_left(due, ids)
    if count := min(gone.rows, len(ids) - left):
        _write_down(kind, days, day, count)
    db.session.commit()
    if left == len(ids):
        log.error("retention leaves what is due", extra={"fields": {"kind": kind.key, "n": left}})
    return left < len(ids)


def _count_left(due: Select[Any, str], ids: Sequence[Any]) -> int:
    """How many of these are found as if nobody had forgotten them."""
    found = due.subquery()
    query = select(func.count()).select_from(found).where(found.c[0].in_(ids))
    return db.session.scalar(query) or 0


def _write_down(kind: Expiring, days: int, day: date, count: int) -> None:
    mine = select(RetentionGone).where(RetentionGone.day == day, RetentionGone.kind == kind.key)
    line = db.session.scalars(mine.with_for_update()).one_or_none()
    if line is None:
        db.session.add(RetentionGone(day=day, kind=kind.key, days=days, count=count))
    else:
        line.count += count
        line.days, line.at = days, now()


def unfinished() -> Sequence[int]:
    """The day whose night has begun and is not over, as `date.toordinal`; asked for now and then.

    None before an admin has saved the rules: what goes does not come back.
    """
    moment = now()
    day = wib.today(moment)
    if moment < wib.at(day, AT):
        return ()
    with reading_session() as session:
        night = session.get(RetentionNight, day)
        is_due = has_decided(session) and not (night and night.ended_at)
    return (day.toordinal(),) if is_due else ()


RETAINING = Job(forget_due, unfinished, is_watched=True)
