"""Erasure on request: who it was is forgotten everywhere at once; lists keep their count."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import or_, select

from app.attendees import personal as attendees
from app.attendees.models import Attendance
from app.directory import personal as directory
from app.directory.models import Person
from app.events.models import Event
from app.extensions import db
from app.followups import personal as followups
from app.followups.models import FollowUp
from app.invitations import personal as invitations
from app.invitations.models import Invitation
from app.materials import personal as materials
from app.personal import Whose
from app.presenters import personal as presenters
from app.presenters.models import Presenter
from app.privacy.subjects import Subject, subject_or_404
from app.questions import personal as questions

# Attendances and presenters come late: through their rows and names the others are found.
FORGETTERS: dict[str, Callable[[Whose], int]] = {
    "questions": questions.forget,
    "answers": questions.forget_answers,
    "materials": materials.forget,
    "followups": followups.forget,
    "invitations": invitations.forget,
    "attendances": attendees.forget,
    "presenters": presenters.forget,
    "directory": directory.forget,
}
AGAINST: Sequence[Callable[[Whose], list[str]]] = (
    invitations.what_stands_against,
    presenters.what_stands_against,
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

    Nothing where somebody else has erased them in this moment. Raises StandsAgainst, and has then
    changed nothing.
    """
    hold(subject.whose)
    subject = subject_or_404(subject.kind, subject.id)
    if subject.is_erased:
        return {}
    if reasons := what_stands_against(subject):
        raise StandsAgainst(reasons)
    return {what: forget(subject.whose) for what, forget in FORGETTERS.items()}


def hold(whose: Whose) -> None:
    """Nobody signs in, corrects, answers, uploads or erases them meanwhile.

    What was read before is read again. Kegiatan first, as everybody holds them.
    """
    took_part = (
        Event.id.in_(select(column).where(mine))
        for column, mine in (
            (Attendance.event_id, Attendance.id.in_(whose.attendances)),
            (Invitation.event_id, Invitation.person_id == whose.person_id),
            (Presenter.event_id, Presenter.id.in_(whose.presenters)),
            (FollowUp.event_id, FollowUp.id.in_(whose.promises)),
        )
    )
    for query in (
        select(Event).where(or_(*took_part)).order_by(Event.id),
        select(Person).where(Person.id == whose.person_id),
        select(Attendance).where(Attendance.id.in_(whose.attendances)).order_by(Attendance.id),
        select(Presenter).where(Presenter.id.in_(whose.presenters)).order_by(Presenter.id),
        select(FollowUp).where(FollowUp.id.in_(whose.promises)).order_by(FollowUp.id),
    ):
        held = query.with_for_update().execution_options(populate_existing=True)
        db.session.scalars(held).all()
