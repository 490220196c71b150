"""The numbers of a laporan, as its tables, its chart and its sentences say them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from app.events.models import Event
from app.followups.models import FollowUp
from app.questions.models import Question
from app.questions.models import Status as Asked
from app.reports.queries import Crowd, Seat, crowds_of, promises_for, questions_for, seats_of


class Figures(NamedTuple):
    seats: Sequence[Seat]
    crowds: Sequence[Crowd]
    questions: Sequence[Question]
    promises: Sequence[FollowUp]

    @property
    def invited(self) -> int:
        return sum(seat.invited for seat in self.seats)

    @property
    def came(self) -> int:
        """Of the invited, in person or represented."""
        return sum(seat.came for seat in self.seats)

    @property
    def present(self) -> int:
        """Everybody on the daftar hadir."""
        return sum(crowd.people for crowd in self.crowds)

    @property
    def uninvited(self) -> int:
        return max(self.present - self.came, 0)

    @property
    def villages(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.village]

    @property
    def answered(self) -> int:
        return sum(bool(answer_to(question)) for question in self.questions)

    @property
    def followed_up(self) -> int:
        """Without an answer yet, but with somebody who looks after it."""
        return sum(
            question.status is Asked.FOLLOWED_UP and not answer_to(question)
            for question in self.questions
        )

    @property
    def open_questions(self) -> int:
        return len(self.questions) - self.answered - self.followed_up

    @property
    def kept_promises(self) -> int:
        return sum(promise.status.value == "selesai" for promise in self.promises)


def figures_of(event: Event) -> Figures:
    return Figures(seats_of(event), crowds_of(event), questions_for(event), promises_for(event))


def answer_to(question: Question) -> str:
    """What was given out; a presenter's words that wait for staff are not."""
    return question.answer if question.answered_at else ""


def outcome_of(question: Question) -> str:
    """The answer, or in words of the reader how far it has come: no state of the hall's screen."""
    open_words = {Asked.FOLLOWED_UP: "Menjadi tindak lanjut, belum dijawab."}
    return answer_to(question) or open_words.get(question.status, "Belum dijawab.")


def asker_of(question: Question) -> str:
    return "Peserta" if question.hides_name else question.asker or "Peserta"


def share(part: int, whole: int) -> str:
    """`84,6%`; a dash where there is nothing to divide by."""
    if not whole:
        return "–"
    return f"{100 * part / whole:.1f}".replace(".", ",").removesuffix(",0") + "%"
