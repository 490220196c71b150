"""What staff see of all questions of a kegiatan: by state, narrowed down, counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select

from app.directory.spelling import fold
from app.events.models import Event
from app.extensions import db
from app.presenters.models import Presenter
from app.questions.models import Question, Status, Topic

# In this order they want attention.
ORDER = (
    Status.ANSWERING,
    Status.NEW,
    Status.SHOWN,
    Status.FOLLOWED_UP,
    Status.ANSWERED,
    Status.HIDDEN,
)

LINES = (
    select(
        Question.id,
        Question.code,
        Question.words,
        Question.topic,
        Question.status,
        Question.hidden_reason,
        Question.asker,
        Question.place,
        Question.hides_name,
        Question.asked_at,
        Question.typed_by,
        Question.votes,
        Question.answered_by,
        (Question.answered_at.is_(None) & (Question.answer != "")).label("answer_waits"),
        Question.merged_into_id,
        Presenter.name.label("presenter"),
    )
    .outerjoin(Presenter, Presenter.id == Question.presenter_id)
    .order_by(Question.id)
)


class Wish(NamedTuple):
    """What the reader wants to see."""

    search: str = ""
    status: Status | None = None
    topic: Topic | None = None

    @classmethod
    def read(cls, values: Mapping[str, str]) -> Wish:
        status, topic = values.get("status", ""), values.get("topik", "")
        return cls(
            search=values.get("q", "").strip()[:100],
            status=Status(status) if status in list(Status) else None,
            topic=Topic(topic) if topic in list(Topic) else None,
        )

    @property
    def values(self) -> dict[str, str]:
        """The same as parameters of an address; what is not wished for is left out."""
        parts = {"q": self.search, "status": self.status or "", "topik": self.topic or ""}
        return {name: value for name, value in parts.items() if value}

    @property
    def is_narrow(self) -> bool:
        return bool(self.values)

    def fits(self, line: Any, merged: Sequence[Any] = ()) -> bool:
        """Every word of the search occurs in it or in what was merged into it."""
        if self.status is not None and line.status is not self.status:
            return False
        if self.topic is not None and line.topic is not self.topic:
            return False
        words = fold(self.search).split()
        if not words:
            return True
        texts = [f"{one.words} {one.asker} {one.place}" for one in (line, *merged)]
        here = fold(" ".join(texts))
        return all(word in here for word in words)


class Board(NamedTuple):
    sections: list[tuple[Status, list[Any]]]  # states that have lines, and these
    merged: Mapping[int, list[Any]]  # what was merged into each
    counts: Mapping[Status, int]  # of all, however narrow the wish
    total: int


def board_of(event: Event, wish: Wish) -> Board:
    """All of it in one statement; a merged one stands with its target and counts as one."""
    lines = db.session.execute(LINES.where(Question.event_id == event.id)).all()
    merged: dict[int, list[Any]] = defaultdict(list)
    sections: dict[Status, list[Any]] = defaultdict(list)
    alone = [line for line in lines if line.merged_into_id is None]
    for line in lines:
        if line.merged_into_id is not None:
            merged[line.merged_into_id].append(line)
    for line in alone:
        if wish.fits(line, merged.get(line.id, ())):
            sections[line.status].append(line)
    for status in (Status.SHOWN, Status.ANSWERED, Status.FOLLOWED_UP):
        sections[status].sort(key=lambda line: -line.votes)
    return Board(
        sections=[(status, sections[status]) for status in ORDER if sections[status]],
        merged=merged,
        counts=Counter(line.status for line in alone),
        total=len(alone),
    )
