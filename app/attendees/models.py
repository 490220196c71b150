"""Who was in the hall. A row is a fact on an official list: voided with a reason, never deleted."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Account
from app.attendees.own_data import OwnData
from app.attendees.sent_again import SentAgain
from app.attendees.states import Method as Method
from app.attendees.states import Part as Part
from app.columns import UtcDateTime, now, one_of
from app.directory.models import Person, Post
from app.directory.spelling import letters_of, names_nothing
from app.events.models import Event
from app.extensions import Model
from app.prepared import of_no_session


def _once(name: str, *columns: str, among: str = "voided_at IS NULL") -> Index:
    """Unique among the rows that are not voided."""
    where = text(among)
    return Index(name, *columns, unique=True, sqlite_where=where, postgresql_where=where)


class Attendance(OwnData, SentAgain, Model):
    """One person at one kegiatan, with a snapshot of name, position and place.

    `person_id` is the invitation that is answered by coming; where somebody comes in that
    person's stead, `represents` holds the words for the list (`Lurah Perwira`) and the name is
    the one who came. Walk-ins have no person: `walk_in_key`, made of name and institution, and
    the phone number keep them apart. Without an institution each is somebody else.
    """

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("event_id", "number"),
        _once("uq_attendance_person", "event_id", "person_id"),
        _once("uq_attendance_walk_in", "event_id", "walk_in_key"),
        _once(
            "uq_attendance_walk_in_phone",
            "event_id",
            "phone",
            among="voided_at IS NULL AND walk_in_key IS NOT NULL",
        ),
        Index("ix_attendance_event_id_device", "event_id", "device"),
        CheckConstraint("(person_id IS NULL) <> (walk_in_key IS NULL)", name="person_or_walk_in"),
        CheckConstraint(
            "(signature IS NULL) = (method IN ('lembar', 'dibantu'))", name="signed_if_drawn"
        ),
        CheckConstraint("(voided_at IS NULL) = (void_reason = '')", name="voided_why"),
        CheckConstraint("received_at >= signed_at", name="received_after_signed"),
        CheckConstraint("length(signature) <= 8000", name="signature_size"),
        CheckConstraint("sex IN ('L', 'P')", name="sex"),
        CheckConstraint("nip IS NULL OR length(nip) = 18", name="nip_length"),
        CheckConstraint(
            "erased_at IS NULL OR phone IS NULL AND nip IS NULL AND device IS NULL"
            " AND token_hash IS NULL AND broadcast_at IS NULL AND coalesce(signature, '') = ''",
            name="erased_whole",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    walk_in_key: Mapped[str | None] = mapped_column(String(64))
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
    represents: Mapped[str] = mapped_column(String(300), default="")

    method: Mapped[Method] = mapped_column(one_of(Method, "method"))
    signature: Mapped[str | None] = mapped_column(Text)
    signed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    received_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # None: at once
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    device: Mapped[str | None] = mapped_column(String(32))  # phone's hash, or kiosk
    request_id: Mapped[str] = mapped_column(String(32), unique=True)  # of the form that was sent
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)  # opens /r/<code>
    notice_version: Mapped[str] = mapped_column(String(20), default="")
    notice_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    voided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    void_reason: Mapped[str] = mapped_column(String(200), default="")

    # What stood here before: {"at", "by", "field", "old"}, oldest first.
    corrections: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)

    event: Mapped[Event] = relationship()
    person: Mapped[Person | None] = relationship()
    recorder: Mapped[Account | None] = relationship(foreign_keys=[recorded_by])
    voider: Mapped[Account | None] = relationship(foreign_keys=[voided_by])

    @classmethod
    def of_person(cls, event: Event, person: Person) -> Attendance:
        """The invited person in person: what a whole hall does at once, so nothing is tracked."""
        told = {
            "event_id": event.id,
            "person_id": person.id,
            "name": person.full_name,
            "position": person.position_label,
            "sex": person.sex,
            "phone": person.phone,
            "nip": person.nip,
        } | _seat(person)
        return of_no_session(cls, told)

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
        """Somebody who stands on no list."""
        return cls(
            event_id=event.id,
            walk_in_key=walk_in_key_of(name, institution),
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

    def is_namesake_of(self, other: Attendance) -> bool:
        """Whether both have the same name, however it is written."""
        return letters_of(self.name) == letters_of(other.name)

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

    def correct(self, by: Account, **typed: Any) -> list[str]:
        """Mend what was typed wrongly and keep what stood there; returns what has changed."""
        changed = [field for field, new in typed.items() if new != getattr(self, field)]
        for field in changed:
            old = {"at": now().isoformat(), "by": by.name, "field": field}
            old["old"] = str(getattr(self, field) or "")
            self.corrections = [*(self.corrections or []), old]
            setattr(self, field, typed[field])
        if self.walk_in_key is not None and {"name", "place"} & set(changed):
            self.walk_in_key = walk_in_key_of(self.name, self.place)
        return changed

    def void(self, reason: str, by: Account) -> None:
        """Take it off the list and keep it in the history; the first reason stays."""
        if self.is_valid:
            self.voided_at = now()
            self.voided_by = by.id
            self.void_reason = reason


def walk_in_key_of(name: str, institution: str) -> str:
    """The same for one guest however it is written; of no institution a new one each time."""
    if names_nothing(institution):
        return secrets.token_hex(32)
    return hashlib.sha256(f"{letters_of(name)}\n{letters_of(institution)}".encode()).hexdigest()


def _seat(person: Person) -> dict[str, str | int]:
    region = person.region
    return {
        "rank": person.post.rank,
        "place": region.place if region else "",
        "place_key": region.sort_key if region else "",
    }
