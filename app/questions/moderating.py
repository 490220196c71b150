"""A stand-in: what staff do with a question."""

from __future__ import annotations

from app.events.models import Event
from app.questions.models import Question, Status, WrongState
from app.questions.states import FOLLOWS


def followed_up(_event: Event, question: Question) -> None:
    if question.status is not Status.FOLLOWED_UP:
        if Status.FOLLOWED_UP not in FOLLOWS[question.status]:
            raise WrongState("Pertanyaan ini belum dapat menjadi tindak lanjut.")
        question.status = Status.FOLLOWED_UP
