"""How long the office keeps what, and what has gone by that: counts alone, nobody's data."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import UtcDateTime, now
from app.extensions import Model

MOST_DAYS = 36_500  # a hundred years


class RetentionRule(Model):
    """What the office has decided about a kind; without a row, what Balai proposes holds."""

    __tablename__ = "retention_rule"
    __table_args__ = (CheckConstraint(f"days BETWEEN 1 AND {MOST_DAYS}", name="days_in_range"),)

    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    days: Mapped[int | None]  # None: for good
    set_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    set_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))


class RetentionNight(Model):
    """A night on which everything due has gone; without `ended_at` it goes on."""

    __tablename__ = "retention_night"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RetentionGone(Model):
    """How many of a kind went in a night, and by which rule."""

    __tablename__ = "retention_gone"
    __table_args__ = (
        UniqueConstraint("day", "kind"),
        CheckConstraint("count > 0", name="count_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(Date)
    kind: Mapped[str] = mapped_column(String(40))
    days: Mapped[int]  # the rule of that night
    count: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
