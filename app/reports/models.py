"""The laporan of a kegiatan; its texts are sections of `app.sections`."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.events.models import Event
from app.extensions import Model


class Report(Model):
    """Number and date, as the office typed them."""

    __tablename__ = "report"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    number: Mapped[str] = mapped_column(String(80), default="")
    dated: Mapped[date | None] = mapped_column(Date)

    event: Mapped[Event] = relationship()
