"""Issued papers, their signed copies, and orders of what takes longer than a request."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.columns import UtcDateTime, now, one_of
from app.events.models import LETTERS, Event, new_code
from app.extensions import Model
from app.materials.kinds import KINDS
from app.materials.kinds import Kind as FileKind
from app.materials.models import Scan
from app.papers.kinds import Kind as Kind
from app.papers.kinds import Progress as Progress
from app.papers.kinds import Way as Way
from app.papers.kinds import Work as Work


def new_verification_code() -> str:
    """Twelve letters and digits, 58 bits: who knows none cannot guess one."""
    return "".join(secrets.choice(LETTERS) for _ in range(12))


class Signer(NamedTuple):
    """Who has signed, as read from a signature."""

    name: str
    issuer: str  # of the certificate
    when: datetime | None  # by the signer's own clock
    trusted: bool  # the issuer is one of those in BALAI_TRUST


class Paper(Model):
    """A paper as it was issued: its bytes, and what they say. Never changed, never deleted."""

    __tablename__ = "paper"
    __table_args__ = (
        UniqueConstraint("event_id", "kind", "number"),
        CheckConstraint("length(sha256) = 64", name="sha256_length"),
        CheckConstraint("size > 0 AND number > 0 AND attendees >= 0", name="counts_positive"),
        CheckConstraint("number = 1 OR reason <> ''", name="reissued_why"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True, default=new_verification_code)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    kind: Mapped[Kind] = mapped_column(one_of(Kind, "kind"))
    number: Mapped[int] = mapped_column(default=1)  # of the version: 1, 2, …
    reason: Mapped[str] = mapped_column(String(200), default="")  # of every version but the first
    title: Mapped[str] = mapped_column(String(300))  # of the kegiatan, as it was then
    dated: Mapped[date] = mapped_column(Date)  # day of the kegiatan
    attendees: Mapped[int] = mapped_column(default=0)
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON)  # office, officials, texts
    stored_as: Mapped[str] = mapped_column(String(32), unique=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]  # bytes
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    issued_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    issuer: Mapped[str] = mapped_column(String(120))
    request_id: Mapped[str] = mapped_column(String(32), unique=True)  # of the form that was sent

    event: Mapped[Event] = relationship()
    copies: Mapped[list[SignedCopy]] = relationship(
        back_populates="paper", order_by="SignedCopy.id", passive_deletes=True
    )

    @property
    def spelled(self) -> str:
        """The code as people read it aloud: `abcd-efgh-jkmn`."""
        return "-".join(self.code[at : at + 4] for at in range(0, len(self.code), 4))

    @property
    def signed(self) -> SignedCopy | None:
        """The newest copy that is signed electronically: with all who have signed so far."""
        found = [copy for copy in self.copies if copy.way is Way.ELECTRONIC]
        return max(found, key=lambda copy: (len(copy.signers), copy.id), default=None)

    @property
    def file_name(self) -> str:
        """`daftar-hadir-2026-02-04-k7m2p9qr-v1.pdf`"""
        return f"{self.kind}-{self.dated.isoformat()}-{self.event.code}-v{self.number}.pdf"


class SignedCopy(Model):
    """The same paper with a signature: a longer PDF, or a scan of the sheet."""

    __tablename__ = "signed_copy"
    __table_args__ = (
        UniqueConstraint("paper_id", "sha256"),
        CheckConstraint("size > 0", name="size_positive"),
        CheckConstraint("length(sha256) = 64", name="sha256_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id", ondelete="CASCADE"))
    way: Mapped[Way] = mapped_column(one_of(Way, "way"))
    stored_as: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    extension: Mapped[str] = mapped_column(String(8))
    scan: Mapped[Scan] = mapped_column(one_of(Scan, "scan"), default=Scan.NONE)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]  # bytes
    signers: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)  # name, when, issuer
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    added_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    adder: Mapped[str] = mapped_column(String(120), default="")

    paper: Mapped[Paper] = relationship(back_populates="copies")

    @property
    def kind(self) -> FileKind:
        return KINDS[self.extension]

    @property
    def is_in_quarantine(self) -> bool:
        """The scanner was away: nobody but staff gets the file until it has been looked at."""
        return self.scan is Scan.WAITING

    @property
    def signed_by(self) -> list[Signer]:
        return [
            Signer(
                one["name"],
                one["issuer"],
                datetime.fromisoformat(one["when"]) if one["when"] else None,
                one["trusted"],
            )
            for one in self.signers
        ]


RUNNING = text("state IN ('menunggu', 'berjalan')")
OPEN: dict[str, Any] = {"sqlite_where": RUNNING, "postgresql_where": RUNNING}


class Order(Model):
    """Something that is made outside the request; the row tells how far it is."""

    __tablename__ = "paper_order"
    __table_args__ = (
        CheckConstraint("done >= 0 AND total >= 0 AND tries >= 0", name="counts_positive"),
        CheckConstraint("(state = 'selesai') = (stored_as IS NOT NULL)", name="done_has_file"),
        Index("uq_paper_order_open", "event_id", "work", unique=True, **OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True, default=new_code)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    work: Mapped[Work] = mapped_column(one_of(Work, "work"))
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    state: Mapped[Progress] = mapped_column(one_of(Progress, "state"), default=Progress.WAITING)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    step: Mapped[str] = mapped_column(String(120), default="")  # what is being made now
    problem: Mapped[str] = mapped_column(String(200), default="")
    tries: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    beat_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # last sign of life
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stored_as: Mapped[str | None] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    size: Mapped[int | None]
    request_id: Mapped[str] = mapped_column(String(32), unique=True)  # of the form that was sent

    event: Mapped[Event] = relationship()
