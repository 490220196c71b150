"""The surat undangan of a kegiatan, in the words of the office."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, String, Text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.columns import UtcDateTime, now, one_of
from app.events.models import Event
from app.extensions import Model
from app.invitations.states import Nature
from app.office.models import Official


class InvitationLetter(Model):
    """One letter a kegiatan. Number and date stand in the kegiatan, as the office typed them."""

    __tablename__ = "invitation_letter"
    __table_args__ = (
        CheckConstraint("map_url IS NULL OR map_url LIKE 'https://%'", name="map_is_https"),
        CheckConstraint("subject <> '' AND opening <> ''", name="has_texts"),
    )

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    nature: Mapped[Nature] = mapped_column(one_of(Nature, "nature"), default=Nature.IMPORTANT)
    attachment: Mapped[str] = mapped_column(String(80), default="")  # Lampiran; "": worked out
    subject: Mapped[str] = mapped_column(String(200))  # Hal
    addressed_to: Mapped[str] = mapped_column(Text, default="")  # Yth., one a line
    addressed_at: Mapped[str] = mapped_column(String(80), default="")  # di …
    opening: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(String(300), default="")  # catatan
    closing: Mapped[str] = mapped_column(Text, default="")
    copies: Mapped[str] = mapped_column(Text, default="")  # tembusan, one a line
    signer_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    map_url: Mapped[str | None] = mapped_column(String(500))  # for the page of the invited
    has_annex: Mapped[bool] = mapped_column(Boolean, default=True, server_default=true())
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)

    @property
    def addressee_lines(self) -> list[str]:
        return _lines(self.addressed_to)

    @property
    def opening_lines(self) -> list[str]:
        return _lines(self.opening)

    @property
    def closing_lines(self) -> list[str]:
        return _lines(self.closing)

    @property
    def copy_lines(self) -> list[str]:
        return _lines(self.copies)

    def unsaved_copy(self) -> InvitationLetter:
        """The same in no table, to try something out on."""
        kept = {c.key for c in self.__table__.c} - {"event_id", "updated_at", "signer_id"}
        return InvitationLetter(signer=self.signer, **{key: getattr(self, key) for key in kept})

    event: Mapped[Event] = relationship()
    signer: Mapped[Official | None] = relationship()


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]
