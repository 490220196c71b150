"""Signatures that waited on a phone until the line came back, up to twelve hours."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from flask import request, url_for
from werkzeug.wrappers import Response

from app import together
from app.access import public
from app.attendees import late, marks, receipts
from app.attendees.forms import SignForm
from app.attendees.late_entries import (
    COME,
    GONE,
    INCOMPLETE,
    VOIDED,
    Refused,
    enter_late,
    is_acceptable,
    must_take_late,
    number_and_clock,
    signed,
    tell,
    tells,
)
from app.attendees.queries import event_in_hall
from app.attendees.sign import is_same_form, new_attendance, what_was_sent
from app.attendees.tickets import Ticket
from app.attendees.way import bp
from app.columns import now
from app.events.models import Event
from app.extensions import csrf

STRANGE = "Kiriman ini tidak berasal dari HP ini. Silakan ke meja petugas."


@bp.post("/h/<code>/susulan")
@csrf.exempt  # type: ignore[untyped-decorator]  # the pass stands for the token
@public
@tells(f"{GONE} {COME}")
def sign_late(code: str) -> Response:
    """One person, one row, as with `hall.sign`; also when the kegiatan has ended meanwhile."""
    event = event_in_hall(code)
    form, who = what_was_sent(event)
    moment = now()
    ticket, signed_at = _pass_shown(event, form, moment)
    must_take_late(event.status)
    if not is_acceptable(form):
        raise Refused(422, f"{INCOMPLETE} {COME}")
    new = signed(new_attendance(form, event, ticket, who), signed_at, moment)

    is_same = partial(is_same_form, form=form, event=event, ticket=ticket)
    entry = enter_late(event, new, "", is_same)
    together.commit()
    found = entry.attendance
    if not found.is_valid:
        raise Refused(409, f"{VOIDED} {COME}")
    told = number_and_clock(found)
    if entry.already:
        told["known"] = True
    if found.device != ticket.device(event):
        return tell(200, **told)  # recorded elsewhere: the receipt is there too
    response = tell(200, receipt=url_for("hall.receipt", code=event.code), **told)
    receipts.give(response, event, found, ticket)
    return response


def _pass_shown(event: Event, form: SignForm, moment: datetime) -> tuple[Ticket, datetime]:
    """Who sends this, and when it was signed."""
    mark = marks.of_browser()
    shown, id = request.form.get("pas", ""), form.request_id.data or ""
    issued = late.issued_at(event, mark.id, id, shown) if mark else None
    if mark is None or issued is None:
        raise Refused(403, STRANGE)
    try:
        signed_at = late.signed_at(request.form.get("signed_at", ""), issued, moment)
    except late.NotSignedThen as why:
        raise Refused(why.status, str(why)) from why
    return Ticket(mark.id), signed_at
