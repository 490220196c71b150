"""Questions that somebody has asked, and votes given."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.extensions import db
from app.personal import Part, Whose, moment
from app.questions.expiring import without_asker
from app.questions.models import Question, Vote


def held(whose: Whose) -> Part:
    return Part("Pertanyaan", [_facts(one) for one in _of(whose)])


def votes(whose: Whose) -> Part:
    query = select(func.count()).where(Vote.attendance_id.in_(whose.attendances))
    count = db.session.scalar(query) or 0
    return Part("Dukungan untuk pertanyaan", [{"Jumlah": str(count)}] if count else [])


def forget(whose: Whose) -> int:
    """Words and answers stay in the notula, without who asked."""
    return without_asker([one.id for one in _of(whose)]).rows


def _of(whose: Whose) -> Sequence[Question]:
    query = select(Question).where(Question.attendance_id.in_(whose.attendances))
    return db.session.scalars(query.options(joinedload(Question.event)).order_by(Question.id)).all()


def _facts(one: Question) -> dict[str, str]:
    return {
        "Kegiatan": one.event.title,
        "Ditanyakan": moment(one.asked_at),
        "Pertanyaan": one.words,
        "Atas nama": one.asker,
        "Tempat": one.place,
        "Nama disembunyikan": "ya" if one.hides_name else "tidak",
        "Status": one.status.value,
        "Jawaban": one.answer if one.answered_at else "",
        "Tautan pribadi": "ada" if one.token_hash else "tidak ada",
    }
