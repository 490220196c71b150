"""Narasumber: who speaks at a kegiatan, about what, and the personal link to the own room."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.columns import UtcDateTime, now
from app.events.models import Event
from app.extensions import Model
from app.links import WithLink
from app.once import MadeOnce
from app.personal import ERASED

LIVES = timedelta(days=14)  # the link, after the kegiatan


class Presenter(WithLink, MadeOnce, Model):
    __tablename__ = "presenter"
    link_kind = "presenter"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 1 AND 600", name="minutes"),
        CheckConstraint("generation >= 0", name="generation_positive"),
        CheckConstraint(
            "erased_at IS NULL OR phone IS NULL AND token_hash IS NULL AND position = ''",
            name="erased_whole",
        ),
        CheckConstraint(
            "taken_off_at IS NULL OR token_hash IS NULL AND request_id IS NULL",
            name="taken_off_whole",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    sort: Mapped[int] = mapped_column(default=0)  # place in the programme, smallest first
    name: Mapped[str] = mapped_column(String(230))  # with titles, as it is printed
    position: Mapped[str] = mapped_column(String(160), default="")
    institution: Mapped[str] = mapped_column(String(200), default="")
    topic: Mapped[str] = mapped_column(String(200), default="")
    minutes: Mapped[int | None]  # planned
    phone: Mapped[str | None] = mapped_column(String(20))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # asked for by the presenter
    taken_off_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # by staff; see take_off

    event: Mapped[Event] = relationship()

    @property
    def link_ends_at(self) -> datetime:
        return (self.event.ends_at or self.event.starts_at) + LIVES

    @property
    def office(self) -> str:
        """Position and institution in one line."""
        return ", ".join(part for part in (self.position, self.institution) if part)

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None

    def erase(self) -> None:
        """Forget who it was. Place, topic and institution stay: they are the programme.

        There is no way back.
        """
        self.name, self.position, self.phone = ERASED, "", None
        self.revoke_link()
        self.erased_at = self.erased_at or now()

    @property
    def is_taken_off(self) -> bool:
        return self.taken_off_at is not None

    def take_off(self) -> None:
        """Stand in no programme any more, with a link that opens nothing; there is no way back.

        The row stays: answers, files, promises and papers may bear the name, and whoever asks for
        what is held of them, or to be forgotten, is known by it. A link is made of its number,
        which nobody else gets. The form that made it may make somebody anew.
        """
        self.revoke_link()
        self.request_id = None
        self.taken_off_at = self.taken_off_at or now()

    def again(self, event: Event, place: int) -> Presenter:
        """The same person at another kegiatan, with a link still to be issued."""
        kept = ("name", "position", "institution", "topic", "minutes", "phone")
        words = {column: getattr(self, column) for column in kept}
        return Presenter(event_id=event.id, sort=place, **words)
