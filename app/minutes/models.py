"""The notula of a kegiatan: its state, and every version that was locked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.columns import UtcDateTime, now, one_of
from app.events.models import Event
from app.extensions import Model
from app.minutes.states import State as State
from app.minutes.states import WrongState as WrongState


class Minutes(Model):
    """The version that is being written; its texts are the sections of `app.sections`."""

    __tablename__ = "minutes"
    __table_args__ = (
        CheckConstraint(
            "state IN ('draf', 'diperiksa') OR approved_at IS NOT NULL", name="approved_when"
        ),
        CheckConstraint("(state = 'terkunci') = (locked_at IS NOT NULL)", name="locked_when"),
        CheckConstraint("number = 1 OR reason <> ''", name="changed_why"),
    )

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    number: Mapped[int] = mapped_column(default=1)  # of the version
    reason: Mapped[str] = mapped_column(String(200), default="")  # why there is another version
    state: Mapped[State] = mapped_column(one_of(State, "state"), default=State.DRAFT)
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    checker: Mapped[str] = mapped_column(String(120), default="")
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    approver: Mapped[str] = mapped_column(String(120), default="")
    locked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    event: Mapped[Event] = relationship()


class MinutesVersion(Model):
    """A locked version, whole: texts and facts as they stood. Never changed."""

    __tablename__ = "minutes_version"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]
    reason: Mapped[str] = mapped_column(String(200), default="")
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    approver: Mapped[str] = mapped_column(String(120))
    approved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    locked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    locker: Mapped[str] = mapped_column(String(120), default="")
