from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from app.columns import now
from app.extensions import db
from app.personal import Expiring
from app.privacy.kinds import KINDS
from app.privacy.models import RetentionGone, RetentionNight, RetentionRule

EXAMPLES = 3
NIGHTS = 100  # lines of the log that the page shows

Days = Mapping[str, int | None]  # by kind; None: for good


class Going(NamedTuple):
    """What goes of a kind by a rule: how many, and from where the most."""

    kind: Expiring
    days: int | None
    number: int
    examples: Sequence[tuple[str, int]]


def days_by_kind() -> dict[str, int | None]:
    """As the office has decided, or as Balai proposes."""
    decided = {rule.kind: rule.days for rule in db.session.scalars(select(RetentionRule))}
    return {kind.key: decided.get(kind.key, kind.days) for kind in KINDS}


def has_decided(session: Session | None = None) -> bool:
    """Whether an admin has looked at the rules and saved them: until then nothing goes."""
    asked = session or db.session
    return asked.scalar(select(exists().select_from(RetentionRule))) or False


def what_goes(days: Days) -> list[Going]:
    """By these rules and now; changes nothing."""
    return [_going(kind, days[kind.key]) for kind in KINDS]


def _going(kind: Expiring, days: int | None) -> Going:
    if days is None:
        return Going(kind, None, 0, ())
    due = kind.due(now() - timedelta(days=days)).subquery()
    number = func.count()
    query = select(due.c.about, number).group_by(due.c.about).order_by(number.desc(), due.c.about)
    found = [(about, count) for about, count in db.session.execute(query)]
    return Going(kind, days, sum(count for _, count in found), found[:EXAMPLES])


def what_went() -> Sequence[RetentionGone]:
    """The newest lines of the log."""
    order = (RetentionGone.day.desc(), RetentionGone.id)
    return db.session.scalars(select(RetentionGone).order_by(*order).limit(NIGHTS)).all()


def last_night() -> RetentionNight | None:
    query = select(RetentionNight).where(RetentionNight.ended_at.is_not(None))
    return db.session.scalars(query.order_by(RetentionNight.day.desc()).limit(1)).first()
