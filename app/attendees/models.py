"""Who was in the hall. A row is a fact on an official list: voided with a reason, never deleted."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Account
from app.columns import UtcDateTime, now, one_of
from app.directory.models import Person, Post
from app.directory.spelling import fold
from app.events.models import Event
from app.extensions import Model

VALID = text("voided_at IS NULL")


class Method(StrEnum):
    """How somebody was recorded."""

    PHONE = "hp"
    DESK = "meja"  # signed on a device of the office
    PAPER = "lembar"  # signed with a pen on the sheet
    HELPED = "dibantu"  # has asked staff to help: present, signature still to come

    @property
    def label(self) -> str:
        return {
            "hp": "HP sendiri",
            "meja": "Meja petugas",
            "lembar": "TTD pada lembar manual",
            "dibantu": "Menunggu tanda tangan",
        }[self.value]


class Part(StrEnum):
    """Which of the lists somebody belongs to."""

    PARTICIPANT = "peserta"
    GUEST = "tamu"
    SPEAKER = "narasumber"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class Attendance(Model):
    """One person at one kegiatan, with a snapshot of name, position and place.

    `person_id` is the invitation that is answered by coming; where somebody comes in that
    person's stead, `represents` holds the words for the list (`Lurah Perwira`) and the name is
    the one who came. Walk-ins have no person; `walk_in_key` keeps them apart.
    """

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("event_id", "number"),
        Index(
            "uq_attendance_person",
            "event_id",
            "person_id",
            unique=True,
            sqlite_where=VALID,
            postgresql_where=VALID,
        ),
        Index(
            "uq_attendance_walk_in",
            "event_id",
            "walk_in_key",
            unique=True,
            sqlite_where=VALID,
            postgresql_where=VALID,
        ),
        CheckConstraint("(person_id IS NULL) <> (walk_in_key IS NULL)", name="person_or_walk_in"),
        CheckConstraint(
            "(signature IS NULL) = (method IN ('lembar', 'dibantu'))", name="signed_if_drawn"
        ),
        CheckConstraint("(voided_at IS NULL) = (void_reason = '')", name="voided_why"),
        CheckConstraint("length(signature) <= 8000", name="signature_size"),
        CheckConstraint("sex IN ('L', 'P')", name="sex"),
        CheckConstraint("nip IS NULL OR length(nip) = 18", name="nip_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    walk_in_key: Mapped[str | None] = mapped_column(String(260))
    number: Mapped[int]  # in order of arrival, on the receipt
    part: Mapped[Part] = mapped_column(one_of(Part, "part"), default=Part.PARTICIPANT)

    name: Mapped[str] = mapped_column(String(230))  # with titles
    position: Mapped[str] = mapped_column(String(160))
    place: Mapped[str] = mapped_column(String(200), default="")  # kelurahan or institution
    rank: Mapped[int] = mapped_column(default=Post.OTHER.rank)
    place_key: Mapped[str] = mapped_column(String(110), default="")  # Region.sort_key
    sex: Mapped[str | None] = mapped_column(String(1))
    phone: Mapped[str | None] = mapped_column(String(20))
    nip: Mapped[str | None] = mapped_column(String(18))
    represents: Mapped[str] = mapped_column(String(200), default="")

    method: Mapped[Method] = mapped_column(one_of(Method, "method"))
    signature: Mapped[str | None] = mapped_column(Text)
    signed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    device: Mapped[str | None] = mapped_column(String(32), index=True)  # hash of the phone's mark
    request_id: Mapped[str] = mapped_column(String(32), unique=True)  # of the form that was sent
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)  # opens /r/<code>
    notice_version: Mapped[str] = mapped_column(String(20), default="")
    notice_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    voided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    void_reason: Mapped[str] = mapped_column(String(200), default="")

    event: Mapped[Event] = relationship()
    person: Mapped[Person | None] = relationship()
    recorder: Mapped[Account | None] = relationship(foreign_keys=[recorded_by])
    voider: Mapped[Account | None] = relationship(foreign_keys=[voided_by])

    @classmethod
    def of_person(cls, event: Event, person: Person) -> Attendance:
        """The invited person in person."""
        return cls(
            event_id=event.id,
            person_id=person.id,
            name=person.full_name,
            position=person.position_label,
            sex=person.sex,
            phone=person.phone,
            nip=person.nip,
            **_seat(person),
        )

    @classmethod
    def of_substitute(
        cls, event: Event, person: Person, name: str, position: str, sex: str | None = None
    ) -> Attendance:
        """Somebody who comes in the invited person's stead."""
        seat = _seat(person)
        words = f"{person.position_label} {seat['place']}".strip()
        return cls(
            event_id=event.id,
            person_id=person.id,
            name=name,
            position=position,
            sex=sex,
            represents=words,
            **seat,
        )

    @classmethod
    def of_walk_in(
        cls,
        event: Event,
        *,
        name: str,
        position: str,
        institution: str,
        part: Part = Part.GUEST,
        phone: str | None = None,
        sex: str | None = None,
    ) -> Attendance:
        """Somebody who stands on no list. A phone number, where given, tells two people apart."""
        return cls(
            event_id=event.id,
            walk_in_key=phone or f"{fold(name)}|{fold(institution)}",
            name=name,
            position=position,
            place=institution,
            part=part,
            phone=phone,
            sex=sex,
        )

    @property
    def is_valid(self) -> bool:
        return self.voided_at is None

    def sign(self, signature: str, by: Account) -> None:
        """Add the signature that was still missing; one that is there already stays."""
        if self.signature is None:
            self.signature = signature
            self.method = Method.DESK
            self.recorded_by = by.id

    def signed_on_paper(self, by: Account) -> None:
        """The missing signature stands on the paper sheet."""
        if self.signature is None:
            self.method = Method.PAPER
            self.recorded_by = by.id

    def correct(self, **typed: Any) -> dict[str, list[str]]:
        """Mend what was typed wrongly; returns old and new of what has really changed."""
        changes = {}
        for field, new in typed.items():
            old = getattr(self, field)
            if new != old:
                changes[field] = [str(old or ""), str(new or "")]
                setattr(self, field, new)
        return changes

    def void(self, reason: str, by: Account) -> None:
        """Take it off the list and keep it in the history; the first reason stays."""
        if self.is_valid:
            self.voided_at = now()
            self.voided_by = by.id
            self.void_reason = reason


class SheetPhoto(Model):
    """A picture of the paper sheet that was signed by pen."""

    __tablename__ = "sheet_photo"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    stored_as: Mapped[str] = mapped_column(String(32), unique=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    added_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))


def _seat(person: Person) -> dict[str, str | int]:
    region = person.region
    return {
        "rank": person.post.rank,
        "place": region.place if region else "",
        "place_key": region.sort_key if region else "",
    }
