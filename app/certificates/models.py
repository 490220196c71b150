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

NUMBER = "{nomor}"  # where the serial stands in the pattern


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
        CheckConstraint(f"pattern LIKE '%{NUMBER}%'", name="pattern_has_number"),
        CheckConstraint("first >= 1 AND last >= first", name="range_in_order"),
        CheckConstraint("digits BETWEEN 1 AND 9", name="few_digits"),
    )

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    style: Mapped[Style] = mapped_column(one_of(Style, "style"), default=Style.CERTIFICATE)
    pattern: Mapped[str] = mapped_column(String(120))  # "500.15.16/{nomor}/DISNAKERKOPUMKM/2026"
    first: Mapped[int]
    last: Mapped[int]
    digits: Mapped[int] = mapped_column(default=1)  # at least: 3 writes 7 as 007
    dated: Mapped[date | None] = mapped_column(Date)
    words: Mapped[str] = mapped_column(Text, default="")
    signer_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))

    event: Mapped[Event] = relationship()
    signer: Mapped[Official | None] = relationship()

    @property
    def day(self) -> date:
        """The date below it; that of the kegiatan where none is chosen."""
        return self.dated or self.event.day

    def number_of(self, serial: int) -> str:
        """As it stands on the paper: `500.15.16/007/DISNAKERKOPUMKM/2026`."""
        return self.pattern.replace(NUMBER, self.written(serial))

    def written(self, serial: int) -> str:
        return f"{serial:0{self.digits}}"


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
