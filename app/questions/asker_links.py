"""The asker's personal link as staff give it: made, made anew, taken back.

At every stage of the kegiatan: a promise is often kept after the list of attendance is locked.
"""

from __future__ import annotations

from flask import Blueprint, flash
from werkzeug.wrappers import Response

from app import audit
from app.access import me, staff
from app.events.queries import event_to_change_or_404
from app.extensions import db
from app.questions.models import Question
from app.questions.moderated import question_or_404
from app.web import see_other

bp = Blueprint("asker_links", __name__)


@bp.post("/<question>/tautan")
@staff
def issue(code: str, question: str) -> Response:
    """Where there is one already, it opens nothing any more."""
    found = question_or_404(event_to_change_or_404(code), question)
    found.issue_link()
    flash("Tautan penanya siap dikirim.")
    return _done(found, "question.link")


@bp.post("/<question>/tautan/cabut")
@staff
def revoke(code: str, question: str) -> Response:
    found = question_or_404(event_to_change_or_404(code), question)
    found.revoke_link()
    flash("Tautan dicabut dan tidak membuka apa pun lagi.")
    return _done(found, "question.revoke")


def _done(question: Question, action: str) -> Response:
    code = question.event.code
    audit.record(action, f"kegiatan {code}", by=me(), question=question.code)
    db.session.commit()
    return see_other("questions.answering.show", code=code, question=question.code)
