"""The kegiatan: what, when, where, for whom, and how far it has come."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    String,
    Table,
    Text,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import wib
from app.columns import UtcDateTime, now, one_of
from app.directory.models import Post, Region
from app.extensions import Model
from app.office.models import Office, Official

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that can be misread
DOOR_OPENS = timedelta(minutes=60)  # before the start


class Status(StrEnum):
    DRAFT = "draf"
    SCHEDULED = "terjadwal"
    RUNNING = "berlangsung"
    FINISHED = "selesai"
    LOCKED = "terkunci"
    CANCELLED = "dibatalkan"

    @property
    def label(self) -> str:
        return self.value.capitalize()


# Which state may follow which. A finished kegiatan can be reopened until it is locked.
FOLLOWS: dict[Status, set[Status]] = {
    Status.DRAFT: {Status.SCHEDULED, Status.CANCELLED},
    Status.SCHEDULED: {Status.DRAFT, Status.RUNNING, Status.CANCELLED},
    Status.RUNNING: {Status.FINISHED, Status.CANCELLED},
    Status.FINISHED: {Status.RUNNING, Status.LOCKED},
    Status.LOCKED: set(),
    Status.CANCELLED: {Status.DRAFT},
}


class WrongState(Exception):
    """The kegiatan is in a state that does not allow this; the text tells a person why."""


class DoorState(StrEnum):
    """What a phone finds at the door of the hall."""

    EARLY = "early"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


event_region = Table(
    "event_region",
    Model.metadata,
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("region_id", ForeignKey("region.id"), primary_key=True, index=True),
)


def new_code() -> str:
    """Eight letters and digits, 39 bits: no counter shows, nothing can be guessed by going on."""
    return "".join(secrets.choice(LETTERS) for _ in range(8))


class Event(Model):
    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("last_number >= 0", name="last_number_positive"),
        CheckConstraint("present >= 0 AND invited >= 0", name="counts_positive"),
        CheckConstraint("status <> 'dibatalkan' OR cancel_reason <> ''", name="cancelled_why"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True, default=new_code)
    title: Mapped[str] = mapped_column(String(200))
    theme: Mapped[str] = mapped_column(String(200), default="")
    agenda: Mapped[str] = mapped_column(Text, default="")  # an item a line, "09.00 Pembukaan"
    place: Mapped[str] = mapped_column(String(200))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # None: "s.d. selesai"
    letter_number: Mapped[str] = mapped_column(String(80), default="")
    letter_date: Mapped[date | None] = mapped_column(Date)
    status: Mapped[Status] = mapped_column(one_of(Status, "status"), default=Status.DRAFT)
    cancel_reason: Mapped[str] = mapped_column(String(200), default="")
    chair_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    note_taker: Mapped[str] = mapped_column(String(120), default="")
    acknowledger_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))  # Mengetahui
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    # Which posts are invited, comma separated values of Post: "lurah,kepling".
    target_posts: Mapped[str] = mapped_column(String(60), default="")

    # The door of the hall (app.attendees.door): a key for its code, a salt while it is frozen,
    # and until when staff have reopened it.
    door_key: Mapped[str] = mapped_column(String(64), default=lambda: secrets.token_hex(32))
    door_frozen: Mapped[str | None] = mapped_column(String(32))
    door_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_number: Mapped[int] = mapped_column(default=0)  # of the newest attendance
    version: Mapped[int] = mapped_column(default=0)  # grows with every change in the hall
    present: Mapped[int] = mapped_column(default=0)  # valid attendances; kept by attendees.signing
    invited: Mapped[int] = mapped_column(default=0)  # kept by invitations.inviting

    # Letterhead and signers as they were when the kegiatan finished; None before.
    snapshot: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    is_demo: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())

    regions: Mapped[list[Region]] = relationship(secondary=event_region, order_by=Region.sort_key)
    chair: Mapped[Official | None] = relationship(foreign_keys=[chair_id])
    acknowledger: Mapped[Official | None] = relationship(foreign_keys=[acknowledger_id])
    responsible: Mapped[Official | None] = relationship(foreign_keys=[responsible_id])

    @property
    def day(self) -> date:
        """The day in WIB on which it takes place."""
        return wib.today(self.starts_at)

    @property
    def hours(self) -> str:
        return wib.hours(self.starts_at, self.ends_at)

    @property
    def agenda_items(self) -> list[str]:
        return [line for line in self.agenda.splitlines() if line.strip()]

    @property
    def posts(self) -> list[Post]:
        return [Post(word) for word in self.target_posts.split(",") if word]

    @property
    def door_opens_at(self) -> datetime:
        return self.starts_at - DOOR_OPENS

    @property
    def door_closes_at(self) -> datetime:
        """The end of the day (WIB) on which it ends, or later where staff have reopened it."""
        last_day = wib.today(self.ends_at or self.starts_at)
        midnight = wib.at(last_day + timedelta(days=1), datetime.min.time())
        return max(midnight, self.door_until) if self.door_until else midnight

    def door_state(self, moment: datetime) -> DoorState | None:
        """What a phone finds now; None for a draft, which does not exist outside the office."""
        if self.status is Status.DRAFT:
            return None
        if self.status is Status.CANCELLED:
            return DoorState.CANCELLED
        if self.status in {Status.FINISHED, Status.LOCKED} or moment >= self.door_closes_at:
            return DoorState.CLOSED
        if self.status is Status.SCHEDULED and moment < self.door_opens_at:
            return DoorState.EARLY
        return DoorState.OPEN

    def can_become(self, status: Status) -> bool:
        return status in FOLLOWS[self.status]

    def move_to(self, status: Status) -> None:
        """Go on to another state; staying where it is changes nothing. Raises WrongState."""
        if status is self.status:
            return
        if not self.can_become(status):
            raise WrongState(
                f"Kegiatan yang {self.status.label.lower()} tidak dapat menjadi "
                f"{status.label.lower()}."
            )
        self.status = status

    def schedule(self) -> None:
        self.move_to(Status.SCHEDULED)

    def back_to_draft(self) -> None:
        self.move_to(Status.DRAFT)

    def begin(self) -> None:
        self.move_to(Status.RUNNING)

    def cancel(self, reason: str) -> None:
        self.cancel_reason = reason
        self.move_to(Status.CANCELLED)

    def finish(self, office: Office) -> None:
        """End it and keep the letterhead and the signers as they are today."""
        self.move_to(Status.FINISHED)
        self.door_until = None
        self.snapshot = self.letterhead_and_signers(office)

    def reopen(self, until: datetime) -> None:
        """Let late-comers sign again until the given moment."""
        self.move_to(Status.RUNNING)
        self.door_until = until
        self.snapshot = None

    def letterhead_and_signers(self, office: Office) -> dict[str, Any]:
        """What the papers show of office and officials: the snapshot, or today's state."""
        if self.snapshot is not None:
            return self.snapshot
        signers = {
            "chair": self.chair,
            "acknowledger": self.acknowledger,
            "responsible": self.responsible,
        }
        return {"office": office.snapshot()} | {
            role: official.snapshot() if official else None for role, official in signers.items()
        }
