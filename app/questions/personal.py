"""Questions that somebody has asked, votes given, and answers given as a presenter."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.directory.spelling import letters_of
from app.extensions import db
from app.personal import ERASED, Part, Whose, moment
from app.presenters.models import Presenter
from app.questions.expiring import without_asker
from app.questions.models import Question, Vote

ANSWERS = "Pertanyaan yang ditujukan kepadanya atau dijawabnya"


def held(whose: Whose) -> Part:
    return Part("Pertanyaan", [_facts(one) for one in _of(whose)])


def votes(whose: Whose) -> Part:
    query = select(func.count()).where(Vote.attendance_id.in_(whose.attendances))
    count = db.session.scalar(query) or 0
    return Part("Dukungan untuk pertanyaan", [{"Jumlah": str(count)}] if count else [])


def answers(whose: Whose) -> Part:
    return Part(ANSWERS, [_answer_facts(*one) for one in _to_answer(whose)])


def forget(whose: Whose) -> int:
    """Words and answers stay in the notula, without who asked."""
    return without_asker([one.id for one in _of(whose)]).rows


def forget_answers(whose: Whose) -> int:
    """The answer stays with its question, without who gave it."""
    theirs = [question for question, is_theirs in _to_answer(whose) if is_theirs]
    for question in theirs:
        question.answered_by = ERASED
    return len(theirs)


def _of(whose: Whose) -> Sequence[Question]:
    query = select(Question).where(Question.attendance_id.in_(whose.attendances))
    return db.session.scalars(query.options(joinedload(Question.event)).order_by(Question.id)).all()


def _to_answer(whose: Whose) -> Sequence[tuple[Question, bool]]:
    """Given to them or answered in their name, and whether the answer is theirs: of one that was
    given to them, staff may have given out somebody else's.
    """
    query = (
        select(Question, Presenter.name)
        .join(Presenter, Presenter.event_id == Question.event_id)
        .where(Presenter.id.in_(whose.presenters))
        .where((Question.presenter_id == Presenter.id) | (Question.answered_by != ""))
        .options(joinedload(Question.event))
        .order_by(Question.id)
    )
    others = _others_beside(whose)
    found: dict[int, tuple[Question, bool]] = {}
    for question, name in db.session.execute(query):
        by = question.answered_by
        longer = {
            other for at, other in others if at == question.event_id and _is_longer(other, name)
        }
        is_theirs = _bears(by, name) and not any(_bears(by, other) for other in longer)
        if is_theirs or question.presenter_id in whose.presenters:
            found[question.id] = (question, is_theirs)
    return list(found.values())


def _others_beside(whose: Whose) -> set[tuple[int, str]]:
    """The kegiatan and the name of those who spoke beside them."""
    theirs = select(Presenter.event_id).where(Presenter.id.in_(whose.presenters))
    query = select(Presenter.event_id, Presenter.name).where(
        Presenter.event_id.in_(theirs), Presenter.id.not_in(whose.presenters)
    )
    return {(at, name) for at, name in db.session.execute(query)}


def _bears(words: str, name: str) -> bool:
    """Whether the name stands there, and more: staff may add an office, as in "Martin, BPJS"."""
    return f" {letters_of(name)} " in f" {letters_of(words)} "


def _is_longer(other: str, name: str) -> bool:
    """Ani Lestari is not Ani, though her name bears the other."""
    return _bears(other, name) and letters_of(other) != letters_of(name)


def _answer_facts(one: Question, is_theirs: bool) -> dict[str, str]:
    """Without who has asked: that is somebody else."""
    return {
        "Kegiatan": one.event.title,
        "Pertanyaan": one.words,
        "Status": one.status.label,
        "Jawaban": one.answer if is_theirs else "",
        "Dijawab atas nama": one.answered_by if is_theirs else "",
        "Jawaban disampaikan": moment(one.answered_at) if is_theirs else "",
    }


def _facts(one: Question) -> dict[str, str]:
    return {
        "Kegiatan": one.event.title,
        "Ditanyakan": moment(one.asked_at),
        "Pertanyaan": one.words,
        "Atas nama": one.asker,
        "Tempat": one.place,
        "Nama disembunyikan": "ya" if one.hides_name else "tidak",
        "Status": one.status.label,
        "Jawaban": one.answer if one.answered_at else "",
        "Tautan pribadi": "ada" if one.token_hash else "tidak ada",
    }
