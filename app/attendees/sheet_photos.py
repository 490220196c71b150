"""The paper sheet that was signed by pen: its photos are the proof behind "lembar manual"."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import UtcDateTime, now
from app.extensions import Model
from app.once import MadeOnce


class SheetPhoto(MadeOnce, Model):
    """A picture of the paper sheet that was signed by pen."""

    __tablename__ = "sheet_photo"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    stored_as: Mapped[str] = mapped_column(String(32), unique=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    added_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
