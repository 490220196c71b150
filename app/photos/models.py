"""Dokumentasi: photos of a kegiatan, scaled and without the place where they were taken."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Account
from app.columns import UtcDateTime, now
from app.events.models import Event
from app.extensions import Model

LONGEST_CAPTION = 200
LONGEST_CONSENT = 300


class Photo(Model):
    """One picture; both its sizes are JPEG in app.files.

    It is chosen for the laporan under the consent of the kegiatan, and never without.
    """

    __tablename__ = "photo"
    __table_args__ = (
        UniqueConstraint("event_id", "sha256"),
        CheckConstraint("width > 0 AND height > 0 AND size > 0", name="has_size"),
        CheckConstraint("length(sha256) = 64", name="sha256_length"),
        CheckConstraint("chosen = (consent_id IS NOT NULL)", name="chosen_with_consent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    stored_as: Mapped[str] = mapped_column(String(32), unique=True)
    thumbnail_as: Mapped[str] = mapped_column(String(32), unique=True)
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]  # bytes
    sha256: Mapped[str] = mapped_column(String(64))  # of what is kept
    caption: Mapped[str] = mapped_column(String(LONGEST_CAPTION), default="")
    sort: Mapped[int] = mapped_column(default=0)  # smallest first
    chosen: Mapped[bool] = mapped_column(Boolean, default=False)  # for the laporan
    consent_id: Mapped[int | None] = mapped_column(ForeignKey("photo_consent.event_id"))
    request_id: Mapped[str] = mapped_column(String(32), unique=True)  # of the form or upload
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    added_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))

    event: Mapped[Event] = relationship()
    adder: Mapped[Account | None] = relationship()

    @property
    def words(self) -> str:
        """What it shows, for those who do not see it."""
        return self.caption or "Foto kegiatan, belum diberi keterangan"

    def choose(self, consent: PhotoConsent) -> None:
        self.chosen, self.consent_id = True, consent.event_id

    def leave_out(self) -> None:
        self.chosen, self.consent_id = False, None


class PhotoConsent(Model):
    """How the people in the photos have agreed; without it no photo leaves the house."""

    __tablename__ = "photo_consent"
    __table_args__ = (CheckConstraint("words <> ''", name="says_how"),)

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    words: Mapped[str] = mapped_column(String(LONGEST_CONSENT))
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    noter: Mapped[str] = mapped_column(String(120), default="")
