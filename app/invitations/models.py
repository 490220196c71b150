"""Who is invited to which kegiatan."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.columns import UtcDateTime, now
from app.directory.models import Person
from app.events.models import Event
from app.extensions import Model


class Invitation(Model):
    """One person at one kegiatan. Taken off, the row stays, so that nobody offers it again."""

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("event_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Chosen by hand, not through the target: stays when the target moves on.
    by_hand: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    # Has a valid attendance; kept by attendees.signing.
    came: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())

    event: Mapped[Event] = relationship()
    person: Mapped[Person] = relationship()

    def withdraw(self) -> None:
        self.withdrawn_at = self.withdrawn_at or now()

    def renew(self) -> None:
        self.withdrawn_at = None
