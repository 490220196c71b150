"""Sertifikat or surat keterangan hadir: one series a kegiatan, one number for each guest."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.attendees.models import Attendance
from app.columns import one_of
from app.events.models import Event
from app.extensions import Model
from app.office.models import Official


class Style(StrEnum):
    CERTIFICATE = "sertifikat"
    STATEMENT = "surat-keterangan"

    @property
    def label(self) -> str:
        return {"sertifikat": "Sertifikat", "surat-keterangan": "Surat keterangan hadir"}[
            self.value
        ]


class CertificateSeries(Model):
    """What all of them say, and the range of numbers that the office has set aside for them."""

    __tablename__ = "certificate_series"
    __table_args__ = (
        CheckConstraint("pattern LIKE '%{nomor}%'", name="pattern_has_number"),
        CheckConstraint("first >= 1 AND last >= first", name="range_in_order"),
    )

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    style: Mapped[Style] = mapped_column(one_of(Style, "style"), default=Style.CERTIFICATE)
    pattern: Mapped[str] = mapped_column(String(120))  # "500.15.16/{nomor}/DISNAKERKOPUMKM/2026"
    first: Mapped[int]
    last: Mapped[int]
    dated: Mapped[date | None] = mapped_column(Date)
    words: Mapped[str] = mapped_column(Text, default="")
    signer_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))

    event: Mapped[Event] = relationship()
    signer: Mapped[Official | None] = relationship()


class Certificate(Model):
    """The number of one participant; once given, it stays."""

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("event_id", "serial"),
        CheckConstraint("serial >= 1", name="serial_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    attendance_id: Mapped[int] = mapped_column(
        ForeignKey("attendance.id", ondelete="CASCADE"), unique=True
    )
    serial: Mapped[int]

    attendance: Mapped[Attendance] = relationship()
