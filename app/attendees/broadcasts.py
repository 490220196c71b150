"""Consent to messages about a kegiatan, given and taken back on the own receipt."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from app.attendees.doors import participant
from app.attendees.models import Attendance
from app.attendees.way import bp
from app.events.models import Event
from app.extensions import db
from app.web import see_other


@bp.post("/r/<code>/kabar")
@participant
def set_broadcasts(event: Event, attendance: Attendance) -> Response:
    """A tick is consent; without one there is none, also none any more."""
    mine = db.session.get_one(Attendance, attendance.id)  # the door has read it for looking alone
    if request.form.get("kabar") == "1":
        mine.agree_to_broadcasts()
    else:
        mine.decline_broadcasts()
    db.session.commit()
    return see_other(".receipt", code=event.code)
