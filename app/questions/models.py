"""Pertanyaan: asked on phones or aloud, judged by staff, voted for, answered."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.attendees.models import Attendance
from app.columns import UtcDateTime, now, one_of
from app.directory.models import Region
from app.events.models import Event, new_code
from app.extensions import Model
from app.links import WithLink
from app.presenters.models import Presenter
from app.questions.states import Status as Status
from app.questions.states import Topic as Topic
from app.questions.states import WrongState as WrongState

LONGEST = 500  # letters of a question
LONGEST_ANSWER = 3_000
MOST_OPEN = 5  # open questions of one participant at a kegiatan
LINK_LIVES = timedelta(days=90)  # the asker's personal link, after the kegiatan


class Question(WithLink, Model):
    """One question. Merged into another, it keeps its asker; the other one stands for both."""

    __tablename__ = "question"
    link_kind = "asker"
    __table_args__ = (
        CheckConstraint("words <> ''", name="has_words"),
        CheckConstraint(f"length(words) <= {LONGEST}", name="words_length"),
        CheckConstraint("votes >= 0", name="votes_positive"),
        CheckConstraint("status <> 'disembunyikan' OR hidden_reason <> ''", name="hidden_why"),
        CheckConstraint("status <> 'dijawab' OR answer <> ''", name="answered_in_words"),
        CheckConstraint("merged_into_id <> id", name="not_merged_into_itself"),
        Index(
            "uq_question_answering",
            "event_id",
            unique=True,
            sqlite_where=text("status = 'sedang-dijawab'"),
            postgresql_where=text("status = 'sedang-dijawab'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True, default=new_code)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    words: Mapped[str] = mapped_column(String(LONGEST))
    topic: Mapped[Topic] = mapped_column(one_of(Topic, "topic"), default=Topic.OTHER)
    status: Mapped[Status] = mapped_column(one_of(Status, "status"), default=Status.NEW)
    hidden_reason: Mapped[str] = mapped_column(String(200), default="")

    # Who asks: a participant's phone, or somebody whose question staff have typed.
    attendance_id: Mapped[int | None] = mapped_column(ForeignKey("attendance.id"), index=True)
    typed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    asker: Mapped[str] = mapped_column(String(230), default="")  # name with titles; may be empty
    place: Mapped[str] = mapped_column(String(200), default="")  # "Perwira / Lingk. II"
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"))
    hides_name: Mapped[bool] = mapped_column(Boolean, default=False)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    request_id: Mapped[str] = mapped_column(String(32), unique=True)  # of the form that was sent

    presenter_id: Mapped[int | None] = mapped_column(  # who shall answer
        ForeignKey("presenter.id", ondelete="SET NULL"), index=True
    )
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[str] = mapped_column(String(230), default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"), index=True)
    votes: Mapped[int] = mapped_column(default=0)  # kept by questions.voting

    event: Mapped[Event] = relationship()
    attendance: Mapped[Attendance | None] = relationship()
    region: Mapped[Region | None] = relationship()
    presenter: Mapped[Presenter | None] = relationship()

    @property
    def resting(self) -> Status:
        """The state to which it returns when it is no longer being answered."""
        return Status.ANSWERED if self.answered_at else Status.SHOWN

    @property
    def waiting_answer(self) -> str:
        """What a presenter has written and staff have not given out yet."""
        return "" if self.answered_at else self.answer

    @property
    def link_ends_at(self) -> datetime:
        return (self.event.ends_at or self.event.starts_at) + LINK_LIVES


class Vote(Model):
    """One participant's support for one question, once."""

    __tablename__ = "vote"

    question_id: Mapped[int] = mapped_column(
        ForeignKey("question.id", ondelete="CASCADE"), primary_key=True
    )
    attendance_id: Mapped[int] = mapped_column(
        ForeignKey("attendance.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
