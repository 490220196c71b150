"""What has happened once in the life of this installation and must not happen again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import UtcDateTime, now
from app.extensions import Model


class Milestone(Model):
    __tablename__ = "milestone"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
