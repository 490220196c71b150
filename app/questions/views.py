"""The questions of a kegiatan, for staff."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from app.access import account
from app.events.queries import event_or_404
from app.questions import answering, asker_links, deeds, exports, handed_back, typing_in
from app.questions.models import WrongState

__all__ = ["bp", "handed_back"]

bp = Blueprint("questions", __name__, url_prefix="/kegiatan/<code>/pertanyaan")
for part in (typing_in, exports, deeds, answering, asker_links):
    bp.register_blueprint(part.bp)
bp.register_error_handler(WrongState, deeds.refuse)


@bp.get("")
@account
def index(code: str) -> Response:
    return deeds.show_list(event_or_404(code))
