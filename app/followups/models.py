"""Tindak lanjut: what was promised, to whom, by whom and until when, and what has come of it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.columns import UtcDateTime, now, one_of
from app.directory.models import Person, Region
from app.events.models import Event, new_code
from app.extensions import Model
from app.followups.states import Status as Status
from app.office.models import Official
from app.presenters.models import Presenter
from app.questions.models import Question


class FollowUp(Model):
    """One promise. Whoever answers for it needs no account: a personal link is enough."""

    __tablename__ = "follow_up"
    __table_args__ = (
        CheckConstraint("what <> ''", name="says_what"),
        CheckConstraint("responsible <> ''", name="says_who"),
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
    what: Mapped[str] = mapped_column(String(500))
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"), index=True)

    # Who answers for it: one of these, or the words alone. The words stay when people move on.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    presenter_id: Mapped[int | None] = mapped_column(
        ForeignKey("presenter.id", ondelete="SET NULL")
    )
    official_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    responsible: Mapped[str] = mapped_column(String(300))  # "Budi, Lurah Perwira"
    phone: Mapped[str | None] = mapped_column(String(20))  # of whoever answers for it

    due_on: Mapped[date] = mapped_column(Date, index=True)
    status: Mapped[Status] = mapped_column(one_of(Status, "status"), default=Status.NEW)
    drop_reason: Mapped[str] = mapped_column(String(200), default="")
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    request_id: Mapped[str] = mapped_column(String(32), unique=True)  # of the form that was sent
    # The personal link: how often it was renewed, and the hash; None while there is none.
    generation: Mapped[int] = mapped_column(default=0)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
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


class Note(Model):
    """What somebody has written down about it, when; perhaps with a file that proves it."""

    __tablename__ = "follow_up_note"
    __table_args__ = (
        CheckConstraint("words <> '' OR stored_as IS NOT NULL", name="says_or_shows"),
        CheckConstraint("(stored_as IS NULL) = (file_name IS NULL)", name="file_has_name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    follow_up_id: Mapped[int] = mapped_column(
        ForeignKey("follow_up.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    words: Mapped[str] = mapped_column(Text, default="")
    author: Mapped[str] = mapped_column(String(300))  # by name; an account or whoever has the link
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    status: Mapped[Status | None] = mapped_column(one_of(Status, "status"))  # that it set
    stored_as: Mapped[str | None] = mapped_column(String(32), unique=True)
    file_name: Mapped[str | None] = mapped_column(String(200))
    extension: Mapped[str | None] = mapped_column(String(8))
    size: Mapped[int | None]  # bytes
    request_id: Mapped[str] = mapped_column(String(32), unique=True)  # of the form that was sent

    follow_up: Mapped[FollowUp] = relationship(back_populates="notes")
