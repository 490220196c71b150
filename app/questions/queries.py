"""The questions of a kegiatan as one participant may see them: few columns, built once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Executable, bindparam, case, func, select
from sqlalchemy.orm import aliased, joinedload

from app.attendees.models import Attendance
from app.events.models import Event
from app.extensions import db
from app.questions.models import Question, Status, Topic, Vote

PUBLIC = [status for status in Status if status.is_public]
OPEN = [status for status in Status if status.is_open]
MOST_SHOWN = 60  # of others; the rest on request, so that a full hall stays quick


class Shown(NamedTuple):
    """Somebody's question that everybody may see."""

    id: int
    code: str
    words: str
    topic: Topic
    status: Status
    name: str
    place: str
    votes: int
    attendance_id: int | None
    answer: str
    answered_by: str


class Own(NamedTuple):
    """One's own question; merged into another, it shares that one's fate."""

    id: int
    code: str
    words: str
    topic: Topic
    status: Status
    hidden_reason: str
    votes: int
    answer: str
    answered_by: str
    merged_into: int | None
    similar: str  # the words of the one that stands for it, where everybody may see them


class Board(NamedTuple):
    mine: list[Own]  # newest first
    others: list[Shown]  # the one being answered, then by votes, those that are done at the end
    more: int  # left out of `others`
    supported: set[int]  # ids of those that this reader supports, also through a merged one
    joined: set[int | None]  # ids of those into which a question of this reader was merged

    def vote_on(self, question: Shown, closed: str) -> str:
        """What this reader's vote is on it: joined, none, given, or open to be given."""
        if question.id in self.joined:
            return "joined"
        if closed or not question.status.takes_votes:
            return "none"
        return "given" if question.id in self.supported else "open"


def board_of(event: Event, attendance: Attendance, *, everything: bool = False) -> Board:
    """All of it, in three statements."""
    names = {"event": event.id, "me": attendance.id}
    mine = [Own(*row) for row in _run(_MINE, names)]
    shown = [Shown(*row) for row in _run(_SHOWN, names) if row.attendance_id != attendance.id]
    kept = shown if everything else shown[:MOST_SHOWN]
    supported = {target or own for own, target in _run(_VOTES, names)}
    joined = {one.merged_into for one in mine}
    return Board(mine, kept, len(shown) - len(kept), supported, joined)


def shown_to_all(event: Event) -> list[Shown]:
    """What everybody may see, for those who ask for nothing themselves."""
    return [Shown(*row) for row in _run(_SHOWN, {"event": event.id})]


def own_view(question: Question) -> Own:
    """The same view of one question, for whoever holds the asker's link."""
    return Own(*_run(_ONE, {"question": question.id})[0])


def shown_question_or_404(event: Event, code: str) -> Question:
    """One that everybody may see and that stands alone: others do not exist."""
    query = select(Question).where(Question.event_id == event.id, Question.code == code)
    public = Question.status.in_(PUBLIC) & Question.merged_into_id.is_(None)
    return db.one_or_404(query.where(public).execution_options(populate_existing=True))


def question_of_form(attendance: Attendance, request_id: str) -> Question | None:
    query = select(Question).where(Question.attendance_id == attendance.id)
    return db.session.scalar(query.where(Question.request_id == request_id))


def count_open(attendance: Attendance) -> int:
    """How many questions of this participant an answer is owed to; a merged one needs none."""
    query = select(func.count(Question.id)).where(Question.attendance_id == attendance.id)
    query = query.where(Question.status.in_(OPEN), Question.merged_into_id.is_(None))
    return db.session.scalar(query) or 0


def question_with_token(token_hash: str) -> Question | None:
    """With the kegiatan."""
    query = select(Question).options(joinedload(Question.event))
    return db.session.scalar(query.where(Question.token_hash == token_hash))


def _run(statement: Executable, names: dict[str, Any]) -> Sequence[Any]:
    return db.session.connection().execute(statement, names).all()


def _given_out(question: Any) -> list[Any]:
    """Answer and who gave it; before `answered_at` a presenter's words wait for staff."""
    is_out = question.answered_at.is_not(None) & (question.status != Status.HIDDEN)
    columns = (question.answer, question.answered_by)
    return [case((is_out, column), else_="") for column in columns]


def _shown_statement() -> Executable:
    hides = Question.hides_name
    done = Question.status.not_in(OPEN)
    return (
        select(
            Question.id,
            Question.code,
            Question.words,
            Question.topic,
            Question.status,
            case((hides, ""), else_=Question.asker),
            case((hides, ""), else_=Question.place),
            Question.votes,
            Question.attendance_id,
            *_given_out(Question),
        )
        .where(Question.event_id == bindparam("event"), Question.status.in_(PUBLIC))
        .where(Question.merged_into_id.is_(None))
        .order_by(done, Question.status != Status.ANSWERING, Question.votes.desc(), Question.id)
    )


def _own_statement() -> Any:
    target = aliased(Question)
    fate = [_fate(question) for question in (Question, target)]
    alone = Question.merged_into_id.is_(None)
    return (
        select(
            Question.id,
            Question.code,
            Question.words,
            Question.topic,
            *(case((alone, own), else_=shared) for own, shared in zip(*fate, strict=True)),
            Question.merged_into_id,
            case((target.status.in_(PUBLIC), target.words), else_=""),
        )
        .outerjoin(target, target.id == Question.merged_into_id)
        .order_by(Question.id.desc())
    )


def _fate(question: Any) -> list[Any]:
    return [question.status, question.hidden_reason, question.votes, *_given_out(question)]


_SHOWN = _shown_statement()
_MINE = _own_statement().where(
    Question.event_id == bindparam("event"), Question.attendance_id == bindparam("me")
)
_ONE = _own_statement().where(Question.id == bindparam("question"))
_VOTES = (
    select(Vote.question_id, Question.merged_into_id)
    .join(Question, Question.id == Vote.question_id)
    .where(Question.event_id == bindparam("event"), Vote.attendance_id == bindparam("me"))
)
