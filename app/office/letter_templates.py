"""Texts from which the letters of the office begin: opening with its legal basis, note, closing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import Account
from app.columns import UtcDateTime, now
from app.extensions import Model
from app.once import MadeOnce

LONGEST = 2_000  # letters of an opening or a closing
MOST_COPIES = 1_000  # letters of all lines of a tembusan


class LetterTemplate(MadeOnce, Model):
    """One set of texts under a name. A letter copies them, so later changes touch no old letter."""

    __tablename__ = "letter_template"
    __table_args__ = (
        CheckConstraint("name <> '' AND subject <> '' AND opening <> ''", name="has_texts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    subject: Mapped[str] = mapped_column(String(200))  # Hal
    opening: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(String(300), default="")  # catatan
    closing: Mapped[str] = mapped_column(Text, default="")
    copies: Mapped[str] = mapped_column(Text, default="")  # tembusan, one a line
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)
    is_demo: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())

    def change_by(self, account: Account) -> None:
        """What a real person has changed is sample data no longer."""
        self.is_demo = bool(self.is_demo and account.is_demo)
