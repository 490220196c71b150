"""Dokumentasi: photos of a kegiatan, scaled and without the place where they were taken."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.columns import UtcDateTime, now
from app.events.models import Event
from app.extensions import Model


class Photo(Model):
    """One picture; both its sizes are JPEG in app.files."""

    __tablename__ = "photo"
    __table_args__ = (
        UniqueConstraint("event_id", "sha256"),
        CheckConstraint("width > 0 AND height > 0 AND size > 0", name="has_size"),
        CheckConstraint("length(sha256) = 64", name="sha256_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    stored_as: Mapped[str] = mapped_column(String(32), unique=True)
    thumbnail_as: Mapped[str] = mapped_column(String(32), unique=True)
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]  # bytes
    sha256: Mapped[str] = mapped_column(String(64))  # of what is kept
    caption: Mapped[str] = mapped_column(String(200), default="")
    sort: Mapped[int] = mapped_column(default=0)  # smallest first
    chosen: Mapped[bool] = mapped_column(Boolean, default=False)  # for the laporan
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    added_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))

    event: Mapped[Event] = relationship()


class PhotoConsent(Model):
    """How the people in the photos have agreed; without it no photo leaves the house."""

    __tablename__ = "photo_consent"
    __table_args__ = (CheckConstraint("words <> ''", name="says_how"),)

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    words: Mapped[str] = mapped_column(String(300))
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    noter: Mapped[str] = mapped_column(String(120), default="")
