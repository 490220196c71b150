"""All questions of a kegiatan as a file. A POST, because it leaves an audit entry."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from app import audit, sheets, wib
from app.access import account, me
from app.events.models import Event
from app.events.queries import event_or_404
from app.extensions import db
from app.questions.models import Question
from app.questions.moderated import questions_of
from app.sheets import Row
from app.web import ending, hand_over

bp = Blueprint("exports", __name__)

COLUMNS = {  # with their widths
    "No": 5,
    "Pertanyaan": 70,
    "Kategori": 22,
    "Penanya": 32,
    "Kelurahan/Instansi": 30,
    "Nama Disembunyikan": 20,
    "Cara": 10,
    "Masuk": 12,
    "Dukungan": 10,
    "Keadaan": 18,
    "Alasan Disembunyikan": 30,
    "Digabung ke No": 15,
    "Jawaban": 70,
    "Dijawab oleh": 32,
}


@bp.post("/unduh.xlsx")
@account
def xlsx(code: str) -> Response:
    event, rows = _asked(code)
    above: list[Row] = [["Pertanyaan"], [event.title], [wib.long_date(event.day)], []]
    content = sheets.xlsx(
        f"Pertanyaan {event.title}",
        "Pertanyaan",
        [*COLUMNS],
        rows,
        widths=list(COLUMNS.values()),
        above=above,
    )
    return hand_over(content, sheets.XLSX, f"pertanyaan-{event.day.isoformat()}-{event.code}")


@bp.post("/unduh.csv")
@account
def csv(code: str) -> Response:
    event, rows = _asked(code)
    return hand_over(
        sheets.comma_separated([*COLUMNS], rows),
        "text/csv",
        f"pertanyaan-{event.day.isoformat()}-{event.code}",
    )


def _asked(code: str) -> tuple[Event, list[Row]]:
    """The rows; written down that they leave the house, and the database let go."""
    event = event_or_404(code)
    questions = questions_of(event)
    numbers = {one.id: number for number, one in enumerate(questions, 1)}
    rows = [_row(numbers, one) for one in questions]
    kind = {"kind": ending(), "rows": len(rows)}
    audit.record("question.export", f"kegiatan {code}", by=me(), **kind)
    db.session.commit()
    return event, rows


def _row(numbers: dict[int, int], one: Question) -> Row:
    return [
        numbers[one.id],
        one.words,
        one.topic.label,
        one.asker,
        one.place,
        "Ya" if one.hides_name else "",
        "Lisan" if one.typed_by else "HP",
        wib.clock_wib(one.asked_at),
        one.votes,
        "Digabung" if one.merged_into_id else one.status.label,
        one.hidden_reason,
        numbers.get(one.merged_into_id or 0, ""),
        "" if one.waiting_answer else one.answer,
        "" if one.waiting_answer else one.answered_by,
    ]
