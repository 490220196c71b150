"""Erasure on request: who it was is forgotten everywhere at once; lists keep their count."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import select

from app.attendees import personal as attendees
from app.attendees.models import Attendance
from app.directory import personal as directory
from app.directory.models import Person
from app.extensions import db
from app.followups import personal as followups
from app.invitations import personal as invitations
from app.personal import Whose
from app.privacy.dossier import Subject
from app.questions import personal as questions

# Questions before attendances, through which they are found.
FORGETTERS: dict[str, Callable[[Whose], int]] = {
    "questions": questions.forget,
    "followups": followups.forget,
    "invitations": invitations.forget,
    "attendances": attendees.forget,
    "directory": directory.forget,
}
AGAINST: Sequence[Callable[[Whose], list[str]]] = (
    invitations.what_stands_against,
    attendees.what_stands_against,
    followups.what_stands_against,
)


class StandsAgainst(Exception):
    """Something is still open; `reasons` says what, for people."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


def what_stands_against(subject: Subject) -> list[str]:
    return [reason for ask in AGAINST for reason in ask(subject.whose)]


def erase(subject: Subject) -> dict[str, int]:
    """Everything at once, in the running transaction; how many rows of what. Does not commit.

    Raises StandsAgainst, and has then changed nothing.
    """
    _hold(subject.whose)
    if reasons := what_stands_against(subject):
        raise StandsAgainst(reasons)
    return {what: forget(subject.whose) for what, forget in FORGETTERS.items()}


def _hold(whose: Whose) -> None:
    """Nobody signs in, corrects or erases them meanwhile."""
    for query in (
        select(Person.id).where(Person.id == whose.person_id),
        select(Attendance.id).where(Attendance.id.in_(whose.attendances)),
    ):
        db.session.execute(query.with_for_update())
