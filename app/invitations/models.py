"""Who is invited to which kegiatan."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Account
from app.columns import UtcDateTime, now, one_of
from app.directory.models import Person
from app.events.models import Event, Status
from app.extensions import Model
from app.invitations.states import Reply as Reply
from app.links import WithLink

LIVES = timedelta(days=14)  # the link, after the kegiatan


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
    # When and where, as the person was told last: shows that a kegiatan was moved since.
    told_start: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told_place: Mapped[str] = mapped_column(String(200), default="", server_default="")

    reply: Mapped[Reply | None] = mapped_column(one_of(Reply, "reply"))
    replied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reply_note: Mapped[str] = mapped_column(String(200), default="", server_default="")
    # Who comes instead.
    substitute: Mapped[str] = mapped_column(String(230), default="", server_default="")
    substitute_position: Mapped[str] = mapped_column(String(160), default="", server_default="")

    event: Mapped[Event] = relationship()
    person: Mapped[Person] = relationship()
    sender: Mapped[Account | None] = relationship()

    @property
    def link_ends_at(self) -> datetime:
        return (self.event.ends_at or self.event.starts_at) + LIVES

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

    @property
    def was_revoked(self) -> bool:
        """Staff have taken the link back: none is made by itself."""
        return self.token_hash is None and self.generation > 0

    @property
    def has_moved(self) -> bool:
        """Whether the kegiatan is at another time or place than this person was told."""
        told = (self.told_start, self.told_place)
        return self.told_start is not None and told != (self.event.starts_at, self.event.place)

    @property
    def sees_results(self) -> bool:
        """Materials and answers: after the kegiatan; at once for who has come."""
        return self.came or self.event.status in {Status.FINISHED, Status.LOCKED}

    def why_no_reply(self, moment: datetime) -> str:
        """Why the answer can no longer be changed; "" while it can."""
        if self.event.status is Status.CANCELLED:
            return "Kegiatan ini dibatalkan, jadi tidak perlu dijawab lagi."
        if self.came:
            return "Kehadiran sudah tercatat."
        if self.event.status not in {Status.SCHEDULED, Status.RUNNING}:
            return "Kegiatan ini sudah selesai."
        if moment >= self.event.starts_at:
            return "Kegiatan sudah dimulai. Bila ada perubahan, sampaikan kepada petugas."
        return ""

    def answer(
        self, reply: Reply, note: str = "", substitute: str = "", position: str = ""
    ) -> None:
        """What the person replies now; whatever belongs to another reply goes."""
        is_sending = reply is Reply.SENDS
        self.reply, self.replied_at = reply, now()
        self.reply_note = note if reply is Reply.CANNOT else ""
        self.substitute = substitute if is_sending else ""
        self.substitute_position = position if is_sending else ""
        self._told()

    def hand_over(self, account_id: int | None) -> None:
        """The link is on its way to the person, with the time and place of now."""
        self.sent_at, self.sent_by = now(), account_id
        self._told()

    def not_handed_over(self) -> None:
        self.sent_at = self.sent_by = self.told_start = None
        self.told_place = ""

    def remind(self) -> None:
        self.reminded_at = now()
        self._told()

    def _told(self) -> None:
        self.told_start, self.told_place = self.event.starts_at, self.event.place
