"""The kegiatan: what, when, where, for whom, and how far it has come."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    String,
    Table,
    Text,
    false,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from app import wib
from app.columns import UtcDateTime, now, one_of
from app.directory.models import Post, Region
from app.directory.spelling import fold
from app.events.opening import Opening
from app.events.signers import Signed
from app.events.states import FOLLOWS, WHY_CLOSED
from app.events.states import DoorState as DoorState
from app.events.states import Slide as Slide
from app.events.states import Status as Status
from app.events.states import WrongState as WrongState
from app.extensions import Model
from app.office.models import Office, Official
from app.once import MadeOnce

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that can be misread
YEARS = range(2000, 2101)  # in which a kegiatan can take place


event_region = Table(
    "event_region",
    Model.metadata,
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("region_id", ForeignKey("region.id"), primary_key=True, index=True),
)


def new_code() -> str:
    """Eight letters and digits, 39 bits: no counter shows, nothing can be guessed by going on."""
    return "".join(secrets.choice(LETTERS) for _ in range(8))


class Event(Opening, Signed, MadeOnce, Model):
    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("last_number >= 0", name="last_number_positive"),
        CheckConstraint("present >= 0 AND invited >= 0", name="counts_positive"),
        CheckConstraint("status <> 'dibatalkan' OR cancel_reason <> ''", name="cancelled_why"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True, default=new_code)
    title: Mapped[str] = mapped_column(String(200))
    theme: Mapped[str] = mapped_column(String(200), default="")
    agenda: Mapped[str] = mapped_column(Text, default="")  # an item a line, "09.00 Pembukaan"
    place: Mapped[str] = mapped_column(String(200))  # may be missing in a draft
    folded: Mapped[str] = mapped_column(String(410))  # title and place, for searching
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # None: "s.d. selesai"
    letter_number: Mapped[str] = mapped_column(String(80), default="")
    letter_date: Mapped[date | None] = mapped_column(Date)
    status: Mapped[Status] = mapped_column(one_of(Status, "status"), default=Status.DRAFT)
    cancel_reason: Mapped[str] = mapped_column(String(200), default="")
    chair_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    note_taker: Mapped[str] = mapped_column(String(120), default="")
    acknowledger_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))  # Mengetahui
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    # Which posts are invited, comma separated values of Post: "lurah,kepling".
    target_posts: Mapped[str] = mapped_column(String(60), default="")

    last_number: Mapped[int] = mapped_column(default=0)  # of the newest attendance
    version: Mapped[int] = mapped_column(default=0)  # grows with every change in the hall
    present: Mapped[int] = mapped_column(default=0)  # valid attendances; kept by attendees.signing
    invited: Mapped[int] = mapped_column(default=0)  # kept by invitations.inviting
    issued: Mapped[int] = mapped_column(default=0, server_default="0")  # kept by papers.issuing

    # The room: what the projector shows, whether questions wait for staff before anybody else sees
    # them, and a number that grows with every change of a question (app.live).
    slide: Mapped[Slide] = mapped_column(
        one_of(Slide, "slide"), default=Slide.CODE, server_default=Slide.CODE.value
    )
    moderated: Mapped[bool] = mapped_column(Boolean, default=True, server_default=true())
    questions_version: Mapped[int] = mapped_column(default=0, server_default="0")

    # Letterhead and signers as they were when the kegiatan first finished; None before.
    snapshot: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)  # by a person
    is_demo: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())

    regions: Mapped[list[Region]] = relationship(secondary=event_region, order_by=Region.sort_key)
    chair: Mapped[Official | None] = relationship(foreign_keys=[chair_id])
    acknowledger: Mapped[Official | None] = relationship(foreign_keys=[acknowledger_id])
    responsible: Mapped[Official | None] = relationship(foreign_keys=[responsible_id])

    @validates("title", "place")
    def _keep_folded(self, key: str, text: str) -> str:
        other = self.place if key == "title" else self.title
        both = (text, other) if key == "title" else (other, text)
        self.folded = fold(" ".join(part or "" for part in both))
        return text

    @property
    def day(self) -> date:
        """The day in WIB on which it takes place."""
        return wib.today(self.starts_at)

    @property
    def hours(self) -> str:
        return wib.hours(self.starts_at, self.ends_at)

    @property
    def agenda_items(self) -> list[str]:
        return [line for line in self.agenda.splitlines() if line.strip()]

    @property
    def posts(self) -> list[Post]:
        return [Post(word) for word in self.target_posts.split(",") if word]

    @property
    def is_open(self) -> bool:
        """Whether its details and its list of invitations may still change."""
        return self.status in {Status.DRAFT, Status.SCHEDULED, Status.RUNNING}

    @property
    def why_closed(self) -> str:
        """Why its details cannot be changed; an empty text while they can."""
        return WHY_CLOSED.get(self.status, "")

    @property
    def missing(self) -> list[str]:
        """What must be filled in before it can be scheduled."""
        needed = {"judul": self.title, "tempat": self.place}
        return [word for word, value in needed.items() if not value]

    @property
    def why_kept(self) -> str:
        """Why it cannot be deleted; an empty text when it can."""
        if self.status is not Status.DRAFT:
            return "Hanya draf yang dapat dihapus. Batalkan kegiatan ini bila tidak jadi."
        reasons, there = [], {"daftar hadir": self.last_number, "dokumen terbit": self.issued}
        if held := [what for what, number in there.items() if number]:
            what = " dan ".join(held)
            reasons.append(f"Kegiatan ini sudah mempunyai {what}, jadi tidak dapat dihapus.")
        if self.invited:
            reasons.append(
                f"Ada {self.invited} orang dalam daftar undangan. Keluarkan mereka lebih dahulu."
            )
        return " ".join(reasons)

    def can_become(self, status: Status) -> bool:
        return status in FOLLOWS[self.status]

    def move_to(self, status: Status) -> None:
        """Go on to another state; staying where it is changes nothing. Raises WrongState."""
        if status is self.status:
            return
        if not self.can_become(status):
            raise WrongState(
                f"Kegiatan yang {self.status.label.lower()} tidak dapat menjadi "
                f"{status.label.lower()}."
            )
        self.status = status

    def schedule(self, moment: datetime | None = None) -> None:
        """Announce it; with a moment, only if its day is not over by then."""
        if self.missing:
            words = ", ".join(self.missing)
            raise WrongState(f"Belum dapat dijadwalkan. Lengkapi dahulu: {words}.")
        if self.can_become(Status.SCHEDULED):
            self.check_signers("dijadwalkan")
            if moment and moment >= self.door_closes_at:
                raise WrongState(
                    f"Belum dapat dijadwalkan. {wib.plain_date(self.day)} sudah lewat."
                    " Tekan “Ubah”, lalu pilih tanggal lain."
                )
        self.move_to(Status.SCHEDULED)

    def back_to_draft(self) -> None:
        self.move_to(Status.DRAFT)
        self.cancel_reason = ""

    def begin(self) -> None:
        self.move_to(Status.RUNNING)

    def cancel(self, reason: str) -> None:
        """Call it off; the first reason stays."""
        if self.status is not Status.CANCELLED:
            self.move_to(Status.CANCELLED)
            self.cancel_reason = reason

    def finish(self, office: Office) -> None:
        """End it and keep letterhead and signers as they are now, or were when it first ended."""
        if self.can_become(Status.FINISHED):
            self.check_signers("diakhiri")
        self.move_to(Status.FINISHED)
        self.door_until = None
        self.snapshot = self.letterhead_and_signers(office)

    def reopen(self, until: datetime) -> None:
        """Let late-comers sign again until the given moment; the papers keep their heads."""
        if self.status not in {Status.RUNNING, Status.FINISHED}:
            raise WrongState("Hanya kegiatan yang sudah berjalan yang dapat dibuka kembali.")
        self.move_to(Status.RUNNING)
        self.door_until = until
