"""Who is invited to which kegiatan."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.columns import UtcDateTime, now, one_of
from app.directory.models import Person
from app.events.models import Event
from app.extensions import Model
from app.invitations.states import Reply as Reply
from app.links import WithLink


class Invitation(WithLink, Model):
    """One person at one kegiatan. Taken off, the row stays, so that nobody offers it again.

    Use `app.invitations.inviting` to change the list: it keeps `Event.invited` in step.
    """

    __tablename__ = "invitation"
    link_kind = "invitation"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id"),
        CheckConstraint("generation >= 0", name="generation_positive"),
        CheckConstraint("(reply IS NULL) = (replied_at IS NULL)", name="replied_when"),
        CheckConstraint(
            "(reply IS NOT NULL AND reply = 'mewakilkan') = (substitute <> '')",
            name="substitute_if_sent",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Chosen by hand, not through the target: stays when the target moves on.
    by_hand: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    # Has a valid attendance; kept by attendees.signing.
    came: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())

    # The link of WithLink, and when it was handed over.
    generation: Mapped[int] = mapped_column(default=0, server_default="0")
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    emailed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    reply: Mapped[Reply | None] = mapped_column(one_of(Reply, "reply"))
    replied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reply_note: Mapped[str] = mapped_column(String(200), default="", server_default="")
    # Who comes instead.
    substitute: Mapped[str] = mapped_column(String(230), default="", server_default="")
    substitute_position: Mapped[str] = mapped_column(String(160), default="", server_default="")

    event: Mapped[Event] = relationship()
    person: Mapped[Person] = relationship()

    @property
    def is_on_list(self) -> bool:
        return self.withdrawn_at is None

    @property
    def seat(self) -> tuple[str, str]:
        """Kecamatan and kelurahan under which lists show the person; empty for none."""
        names: list[str] = []
        region = self.person.region
        while region:
            names.insert(0, region.name)
            region = region.parent
        district, village = [*names, "", ""][:2]
        return district, village

    def withdraw(self) -> None:
        self.withdrawn_at = self.withdrawn_at or now()

    def renew(self) -> None:
        self.withdrawn_at = None
