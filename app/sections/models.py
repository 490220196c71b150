"""Written sections of a document of a kegiatan: one text each, with everything it ever was."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.columns import UtcDateTime, now, one_of
from app.events.models import Event
from app.extensions import Model


class Document(StrEnum):
    MINUTES = "notula"
    REPORT = "laporan"


LONGEST = 40_000  # letters of a text, marks included
LONGEST_KEY = 40


class Section(Model):
    """The newest text. `revision` grows by one with every change; 0 is what the system proposed.

    Use `app.sections.writing` to change it: it keeps what stood here before.
    """

    __tablename__ = "section"
    __table_args__ = (
        UniqueConstraint("event_id", "document", "key"),
        CheckConstraint("revision >= 0", name="revision_positive"),
        CheckConstraint(f"length(body) <= {LONGEST}", name="body_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    document: Mapped[Document] = mapped_column(one_of(Document, "document"))
    key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    body: Mapped[str] = mapped_column(Text, default="")  # cleaned by app.rich_text
    revision: Mapped[int] = mapped_column(default=0)
    edited_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    edited_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    editor: Mapped[str] = mapped_column(String(120), default="")  # name, as it was then
    page: Mapped[str] = mapped_column(String(32), default="")  # the open page that has sent it

    event: Mapped[Event] = relationship()


class SectionEdit(Model):
    """A text as it stood under one revision; without a revision, it came too late to stand."""

    __tablename__ = "section_edit"
    __table_args__ = (UniqueConstraint("section_id", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id", ondelete="CASCADE"))
    revision: Mapped[int | None]
    body: Mapped[str] = mapped_column(Text)
    edited_at: Mapped[datetime] = mapped_column(UtcDateTime)
    editor: Mapped[str] = mapped_column(String(120), default="")
