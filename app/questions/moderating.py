"""What staff and presenters do with a question, from the first look to the answer.

The caller holds the kegiatan's row (event_to_change_or_404), so two moderators stand in line. None
of these verbs commits; each of them tells the live pages. Raises WrongState, whose text says why.

An answer that somebody has written is given out from `answered_at` on; before, it waits for staff.
"""

from __future__ import annotations

from app import live
from app.accounts.models import Account
from app.columns import now
from app.events.models import Event, Slide
from app.extensions import db
from app.presenters.models import Presenter
from app.presenters.queries import presenter_or_404
from app.questions.models import Question, Status, WrongState
from app.questions.moderated import being_answered
from app.questions.states import FOLLOWS


def show(event: Event, question: Question) -> None:
    """Let everybody see it; an answer that was given out waits again."""
    _move(event, question, Status.SHOWN)
    question.hidden_reason = ""
    question.answered_at = None


def hide(event: Event, question: Question, reason: str) -> None:
    """Take it away from everybody but the asker, who reads the reason."""
    _move(event, question, Status.HIDDEN)
    question.hidden_reason = reason


def begin(event: Event, question: Question) -> None:
    """It is being answered now: one at a time, and the projector shows it large."""
    earlier = being_answered(event)
    if earlier is not None and earlier is not question:
        earlier.status = earlier.resting
        db.session.flush()  # the place is free before the next one takes it
    _move(event, question, Status.ANSWERING)
    question.hidden_reason = ""
    event.slide = Slide.ANSWER


def stop(event: Event, question: Question) -> None:
    """Back to where it was; one that is not being answered stays where it is."""
    if question.status is Status.ANSWERING:
        _move(event, question, question.resting)


def answer(event: Event, question: Question, words: str, by: str) -> None:
    """Give out these words, or put right those that were; a promise stays a promise."""
    question.answer, question.answered_by = words, by
    question.answered_at = question.answered_at or now()
    if question.status is Status.FOLLOWED_UP:
        live.questions_changed(event)
    else:
        _move(event, question, Status.ANSWERED)


def write(event: Event, question: Question, words: str, by: Presenter) -> None:
    """A presenter's answer, which waits until staff give it out."""
    if question.answered_at:
        raise WrongState("Jawaban ini sudah tampil. Hubungi petugas bila perlu diperbaiki.")
    question.answer, question.answered_by = words, presenter_or_404(event, by.id).name
    live.questions_changed(event)


def assign(event: Event, question: Question, presenter: Presenter | None) -> None:
    """Who shall answer; None leaves it to whoever can."""
    question.presenter_id = presenter.id if presenter else None
    live.questions_changed(event)


def followed_up(event: Event, question: Question) -> None:
    """It has become a promise."""
    _move(event, question, Status.FOLLOWED_UP)


def type_in(event: Event, question: Question, by: Account) -> None:
    """One that was asked aloud: everybody has heard it already."""
    question.event_id, question.typed_by = event.id, by.id
    question.status = Status.SHOWN
    db.session.add(question)
    live.questions_changed(event)


def moderate(event: Event, on: bool) -> None:
    """Whether new questions wait for staff; those that wait now go on waiting."""
    event.moderated = on
    live.questions_changed(event)


def _move(event: Event, question: Question, status: Status) -> None:
    """Go on to another state; what is there already stays."""
    if question.merged_into_id is not None:
        raise WrongState("Pertanyaan ini digabung dengan yang lain. Pisahkan lebih dahulu.")
    if question.status is not status and status not in FOLLOWS[question.status]:
        raise WrongState(
            f"Pertanyaan yang {question.status.label.lower()} tidak dapat menjadi "
            f"{status.label.lower()}."
        )
    if question.status is Status.ANSWERING is not status and event.slide is Slide.ANSWER:
        event.slide = Slide.QUESTIONS  # nothing is being answered any more
    question.status = status
    live.questions_changed(event)
