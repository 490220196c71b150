"""Written sections of a document of a kegiatan: one text each, with everything it ever was."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import UtcDateTime, now, one_of
from app.extensions import Model


class Document(StrEnum):
    MINUTES = "notula"
    REPORT = "laporan"


class Section(Model):
    """The newest text. `revision` grows by one with every change; 0 is what the system proposed.

    Use `app.sections.writing` to change it: it keeps what stood here before.
    """

    __tablename__ = "section"
    __table_args__ = (
        UniqueConstraint("event_id", "document", "key"),
        CheckConstraint("revision >= 0", name="revision_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    document: Mapped[Document] = mapped_column(one_of(Document, "document"))
    key: Mapped[str] = mapped_column(String(40))
    body: Mapped[str] = mapped_column(Text, default="")  # cleaned by app.rich_text
    revision: Mapped[int] = mapped_column(default=0)
    edited_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    edited_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    editor: Mapped[str] = mapped_column(String(120), default="")  # name, as it was then


class SectionEdit(Model):
    """A text of a section as it stood under one revision."""

    __tablename__ = "section_edit"
    __table_args__ = (UniqueConstraint("section_id", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id", ondelete="CASCADE"))
    revision: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    edited_at: Mapped[datetime] = mapped_column(UtcDateTime)
    editor: Mapped[str] = mapped_column(String(120), default="")
