"""The laporan of a kegiatan; its texts are sections of `app.sections`."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.events.models import Event
from app.extensions import Model
from app.office.models import Official

LONGEST_NUMBER = 80


class Report(Model):
    """Number and date as the office typed them, and who signs: the head on the right."""

    __tablename__ = "report"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    number: Mapped[str] = mapped_column(String(LONGEST_NUMBER), default="")
    dated: Mapped[date | None] = mapped_column(Date)
    signer_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    acknowledger_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))  # Mengetahui

    event: Mapped[Event] = relationship()
    signer: Mapped[Official | None] = relationship(foreign_keys=[signer_id])
    acknowledger: Mapped[Official | None] = relationship(foreign_keys=[acknowledger_id])
