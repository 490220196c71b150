"""The notula of a kegiatan: its state, and every version that was locked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Account
from app.columns import UtcDateTime, now, one_of
from app.events.models import Event
from app.extensions import Model
from app.minutes.states import State as State
from app.minutes.states import WrongState as WrongState

LONGEST_REASON = 200


class Minutes(Model):
    """The version that is being written; its texts are the sections of `app.sections`.

    What pimpinan has approved is kept whole in `content`, and that is what gets locked.
    """

    __tablename__ = "minutes"
    __table_args__ = (
        CheckConstraint(
            "state IN ('draf', 'diperiksa') OR approved_at IS NOT NULL", name="approved_when"
        ),
        CheckConstraint(
            "(state IN ('disetujui', 'terkunci')) = (content IS NOT NULL)", name="approved_whole"
        ),
        CheckConstraint("(state = 'terkunci') = (locked_at IS NOT NULL)", name="locked_when"),
        CheckConstraint("number = 1 OR reason <> ''", name="changed_why"),
    )

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    number: Mapped[int] = mapped_column(default=1)  # of the version
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")  # why another version
    state: Mapped[State] = mapped_column(one_of(State, "state"), default=State.DRAFT)
    returned_why: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")  # back to draf
    secretary: Mapped[str] = mapped_column(String(120), default="")
    note_taker: Mapped[str] = mapped_column(String(120), default="")  # else that of the kegiatan
    # Questions by code: true and they stand in it, false and they do not; else it depends on how
    # far each has come.
    chosen: Mapped[dict[str, bool]] = mapped_column(JSON, default=dict)
    content: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    checker: Mapped[str] = mapped_column(String(120), default="")
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    approver: Mapped[str] = mapped_column(String(120), default="")
    locked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    event: Mapped[Event] = relationship()

    @classmethod
    def blank(cls, event: Event) -> Minutes:
        """Of a kegiatan for which nobody has begun to write."""
        return cls(
            event_id=event.id,
            number=1,
            state=State.DRAFT,
            reason="",
            returned_why="",
            secretary="",
            note_taker="",
            chosen={},
            checker="",
            approver="",
        )

    @property
    def why_closed(self) -> str:
        """Why its words cannot be changed; an empty text while they can."""
        return {
            State.CHECKED: "Notula ini sudah diperiksa. Kembalikan ke draf sebelum mengubahnya.",
            State.APPROVED: "Notula ini sudah disetujui. Kembalikan ke draf sebelum mengubahnya.",
            State.LOCKED: "Notula ini sudah terkunci. Buat versi baru untuk mengubahnya.",
        }.get(self.state, "")

    def check_open(self) -> None:
        """Raises WrongState where its words cannot be changed."""
        if self.why_closed:
            raise WrongState(self.why_closed)

    def check(self, by: Account) -> None:
        self._move(State.CHECKED)
        self.checked_at, self.checker, self.returned_why = now(), by.name, ""

    def approve(self, by: Account, content: dict[str, Any]) -> None:
        """Approve it as it is now: facts and tables stay like this from here on."""
        self._move(State.APPROVED)
        self.content = content
        self.approved_at, self.approved_by, self.approver = now(), by.id, by.name

    def lock(self, by: Account) -> MinutesVersion:
        """Close it for good; hands back the version to be kept."""
        self._move(State.LOCKED)
        self.locked_at = now()
        return MinutesVersion(
            event_id=self.event_id,
            number=self.number,
            reason=self.reason,
            content=self.content,
            approver=self.approver,
            approved_at=self.approved_at,
            locked_at=self.locked_at,
            locker=by.name,
        )

    def give_back(self, reason: str) -> None:
        """Back to draf: whoever has checked and approved has to look again."""
        self._move(State.DRAFT)
        self._begin_anew()
        self.returned_why = reason

    def begin_version(self, reason: str) -> None:
        """Write on after it was locked; the locked one stays as it is."""
        if self.state is not State.LOCKED:
            raise WrongState("Versi baru dibuat sesudah versi ini terkunci.")
        self.state = State.DRAFT
        self.number += 1
        self.reason, self.returned_why = reason, ""
        self._begin_anew()

    def _move(self, state: State) -> None:
        if not self.state.may_become(state):
            raise WrongState(
                f"Notula yang {self.state.label.lower()} tidak dapat menjadi {state.label.lower()}."
            )
        self.state = state

    def _begin_anew(self) -> None:
        self.content = None
        self.checked_at = self.approved_at = self.locked_at = self.approved_by = None
        self.checker = self.approver = ""


class MinutesVersion(Model):
    """A locked version, whole: texts and facts as they stood. Never changed."""

    __tablename__ = "minutes_version"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    approver: Mapped[str] = mapped_column(String(120))
    approved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    locked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    locker: Mapped[str] = mapped_column(String(120), default="")


class NeverChanged(Exception):
    """Somebody's code has tried to change a locked version."""


@event.listens_for(MinutesVersion, "before_update")
def _refuse(_mapper: object, _connection: object, version: MinutesVersion) -> None:
    raise NeverChanged(version.number)
