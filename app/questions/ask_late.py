"""Questions that waited on a phone until the line came back. A script sends them: JSON answers.

The pass in the form says who asks, so it does not matter who has signed on this phone meanwhile.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.access import public
from app.attendees import late
from app.attendees.late_entries import Refused, tell, tells
from app.attendees.models import Attendance
from app.attendees.queries import attendance_numbered, event_in_hall
from app.columns import now
from app.events.models import Event
from app.extensions import csrf, db
from app.questions.asking import NotNow, ask
from app.questions.forms import AskForm
from app.questions.models import Topic
from app.questions.room import LARGEST_FORM

bp = Blueprint("late_questions", __name__, url_prefix="/r/<code>/pertanyaan")

LIVES = timedelta(days=1)  # of a pass; asking itself ends with the day of the kegiatan
STRANGE = "Pertanyaan ini tidak dapat dikirim lagi. Silakan ajukan langsung kepada petugas."


@bp.url_value_preprocessor
def expect_small_forms(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    request.max_content_length = LARGEST_FORM


@bp.post("/susulan")
@csrf.exempt  # type: ignore[untyped-decorator]  # the pass stands for the token
@public
@tells(STRANGE)
def send(code: str) -> Response:
    """However often it is sent, it makes one question."""
    event = event_in_hall(code)
    asker = _asker(event)
    form = AskForm(meta={"csrf": False})
    if not form.validate():
        words = [str(error) for errors in form.errors.values() for error in errors]
        raise Refused(422, " ".join(words))
    try:
        ask(
            event,
            asker,
            words=form.words.data or "",
            topic=Topic(form.topic.data),
            hides_name=form.hides_name.data,
            request_id=form.request_id.data or "",
        )
    except NotNow as why:
        raise Refused(410, str(why)) from why
    db.session.commit()
    return tell(200, sent=True, room=url_for("question_room.index", code=event.code))


def _asker(event: Event) -> Attendance:
    """Whom the pass names; 404 where it is not ours, too old, or of a sign-in that is voided."""
    number, id = request.form.get("nomor", ""), request.form.get("request_id", "")
    issued = late.issued_at(event, late.asker(number), id, request.form.get("pas", ""))
    if issued is None or now() - issued > LIVES:
        raise NotFound
    return attendance_numbered(event, int(number))
