"""Tindak lanjut: what was promised, to whom, by whom and until when, and what has come of it."""

from __future__ import annotations

import secrets
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from app import wib
from app.accounts.models import Account
from app.columns import UtcDateTime, now, one_of
from app.directory.models import Person, Region
from app.directory.spelling import fold
from app.events.models import Event, new_code
from app.extensions import Model
from app.followups.states import FOLLOWS
from app.followups.states import Audience as Audience
from app.followups.states import Status as Status
from app.followups.states import WrongState as WrongState
from app.links import WithLink
from app.materials.kinds import KINDS, Kind
from app.materials.states import Scan
from app.office.models import Official
from app.presenters.models import Presenter
from app.questions.models import Question

LONGEST = 500  # letters of what is promised
LONGEST_NOTE = 2_000
LONGEST_REASON = 200
LIVES_AFTER_CLOSING = timedelta(days=30)  # the link
LIVES_AFTER_DUE = timedelta(days=180)  # the same while nobody closes it


def new_request_id() -> str:
    return secrets.token_hex(16)


def today() -> date:
    return wib.today(now())


class FollowUp(WithLink, Model):
    """One promise. Whoever answers for it needs no account: a personal link is enough."""

    __tablename__ = "follow_up"
    link_kind = "follow-up"
    __table_args__ = (
        CheckConstraint("what <> ''", name="says_what"),
        CheckConstraint("responsible <> ''", name="says_who"),
        CheckConstraint("due_on >= opened_on", name="due_after_opening"),
        CheckConstraint("status <> 'batal' OR drop_reason <> ''", name="dropped_why"),
        CheckConstraint(
            "(status IN ('selesai', 'batal')) = (closed_at IS NOT NULL)", name="closed_when"
        ),
        CheckConstraint(
            "(person_id IS NOT NULL AND presenter_id IS NULL AND official_id IS NULL)"
            " OR (person_id IS NULL AND (presenter_id IS NULL OR official_id IS NULL))",
            name="one_responsible",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True, default=new_code)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True)
    question_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"), index=True)
    what: Mapped[str] = mapped_column(String(LONGEST))
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"), index=True)

    # Who answers for it: one of these, or the words alone. The words stay when people move on.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    presenter_id: Mapped[int | None] = mapped_column(
        ForeignKey("presenter.id", ondelete="SET NULL")
    )
    official_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    responsible: Mapped[str] = mapped_column(String(300))  # "Budi, Lurah Perwira"
    position: Mapped[str] = mapped_column(String(300), default="")  # "Lurah Perwira", for all eyes
    phone: Mapped[str | None] = mapped_column(String(20))  # of whoever answers for it
    folded: Mapped[str] = mapped_column(Text)  # what and who, for searching

    due_on: Mapped[date] = mapped_column(Date, index=True)
    status: Mapped[Status] = mapped_column(one_of(Status, "status"), default=Status.NEW)
    drop_reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    opened_on: Mapped[date] = mapped_column(Date, default=today)  # the same as a day in WIB
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    request_id: Mapped[str] = mapped_column(String(32), unique=True)  # of the form that was sent
    is_demo: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())

    event: Mapped[Event | None] = relationship()
    question: Mapped[Question | None] = relationship()
    region: Mapped[Region | None] = relationship()
    person: Mapped[Person | None] = relationship()
    presenter: Mapped[Presenter | None] = relationship()
    official: Mapped[Official | None] = relationship()
    notes: Mapped[list[Note]] = relationship(
        back_populates="follow_up", order_by="Note.id", passive_deletes=True
    )

    @validates("what", "responsible")
    def _keep_folded(self, key: str, text: str) -> str:
        other = self.responsible if key == "what" else self.what
        self.folded = fold(f"{text} {other or ''}")
        return text

    @property
    def public_responsible(self) -> str:
        """Who answers for it, by post where there is one: names are for staff."""
        return self.position or self.responsible

    def is_overdue(self, day: date) -> bool:
        return self.status.is_open and self.due_on < day

    def entrust(self, words: str, position: str, phone: str | None, **ids: int | None) -> None:
        """Say who answers for it; somebody else's link opens nothing from then on.

        Where it is the same person as before, the words stay as they were when it was promised.
        """
        before = (self.person_id, self.presenter_id, self.official_id)
        after = (ids.get("person_id"), ids.get("presenter_id"), ids.get("official_id"))
        self.phone = phone
        if before == after and (any(after) or words == self.responsible):
            return
        self.person_id, self.presenter_id, self.official_id = after
        self.responsible, self.position = words[:300], position[:300]
        self.revoke_link()

    def move_to(self, status: Status, reason: str = "") -> None:
        """Go on to another state; staying where it is changes nothing. Raises WrongState."""
        if status is self.status:
            return
        if status not in FOLLOWS[self.status]:
            raise WrongState(
                f"Tindak lanjut ini sudah {self.status.label.lower()}. Buka kembali dahulu."
            )
        if status is Status.DROPPED and not reason:
            raise WrongState("Tuliskan alasan pembatalan.")
        self.status = status
        self.drop_reason = reason[:LONGEST_REASON] if status is Status.DROPPED else ""
        self.closed_at = None if status.is_open else now()
        self.updated_at = now()

    def note(
        self, words: str, *, author: str, status: Status | None = None, **values: Any
    ) -> Note | None:
        """Write down what somebody says or does; a state comes with the note that tells of it.

        Without words, without a file and without a change there is nothing to write down.
        """
        moved = status is not None and status is not self.status
        if moved and status:
            self.move_to(status, words)
        if not (moved or words or values.get("stored_as")):
            return None
        values.setdefault("request_id", new_request_id())
        note = Note(words=words, author=author[:300], status=status if moved else None, **values)
        self.notes.append(note)
        self.updated_at = now()
        return note

    @property
    def link_ends_at(self) -> datetime:
        if self.closed_at:
            return self.closed_at + LIVES_AFTER_CLOSING
        return wib.at(self.due_on + LIVES_AFTER_DUE + timedelta(days=1), time())


class Note(Model):
    """What somebody has written down about it, when; perhaps with a file that proves it."""

    __tablename__ = "follow_up_note"
    __table_args__ = (
        CheckConstraint(
            "words <> '' OR stored_as IS NOT NULL OR status IS NOT NULL", name="says_or_shows"
        ),
        CheckConstraint("(stored_as IS NULL) = (file_name IS NULL)", name="file_has_name"),
        CheckConstraint("(stored_as IS NULL) = (extension IS NULL)", name="file_has_kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    follow_up_id: Mapped[int] = mapped_column(
        ForeignKey("follow_up.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    words: Mapped[str] = mapped_column(Text, default="")
    author: Mapped[str] = mapped_column(String(300))  # by name; an account or whoever has the link
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    audience: Mapped[Audience] = mapped_column(
        one_of(Audience, "audience"), default=Audience.KEEPER
    )
    status: Mapped[Status | None] = mapped_column(one_of(Status, "status"))  # that it set
    stored_as: Mapped[str | None] = mapped_column(String(32), unique=True)
    file_name: Mapped[str | None] = mapped_column(String(200))
    extension: Mapped[str | None] = mapped_column(String(8))
    size: Mapped[int | None]  # bytes
    scan: Mapped[Scan | None] = mapped_column(one_of(Scan, "scan"))  # what the scanner has said
    request_id: Mapped[str] = mapped_column(String(32), unique=True)  # of the form that was sent

    follow_up: Mapped[FollowUp] = relationship(back_populates="notes")
    account: Mapped[Account | None] = relationship()

    @property
    def kind(self) -> Kind | None:
        return KINDS[self.extension] if self.extension else None

    @property
    def is_for_keeper(self) -> bool:
        return self.audience is not Audience.STAFF

    @property
    def is_in_quarantine(self) -> bool:
        """The scanner was away: nobody but staff gets the file until it has been looked at."""
        return self.scan is Scan.WAITING
