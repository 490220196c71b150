"""When the door of the hall is open: from an hour before the start to the end of the day."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app import wib
from app.columns import UtcDateTime
from app.events.states import DoorState, Status

DOOR_OPENS = timedelta(minutes=60)  # before the start


class Opening:
    """The part of a kegiatan that phones meet first; the code is that of app.attendees.door."""

    if TYPE_CHECKING:
        status: Mapped[Status]
        starts_at: Mapped[datetime]
        ends_at: Mapped[datetime | None]

    door_key: Mapped[str] = mapped_column(String(64), default=lambda: secrets.token_hex(32))
    door_frozen: Mapped[str | None] = mapped_column(String(32))  # a salt, while the code stays
    door_until: Mapped[datetime | None] = mapped_column(UtcDateTime)  # staff have reopened it

    @property
    def door_opens_at(self) -> datetime:
        return self.starts_at - DOOR_OPENS

    @property
    def door_closes_at(self) -> datetime:
        """The end of the day (WIB) on which it ends, or when the time staff have added is over."""
        last_day = wib.today(self.ends_at or self.starts_at)
        return self.door_until or wib.at(last_day + timedelta(days=1), datetime.min.time())

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

    def is_overdue(self, moment: datetime) -> bool:
        """Still running although its door has closed: somebody should end it."""
        return self.status is Status.RUNNING and moment >= self.door_closes_at
