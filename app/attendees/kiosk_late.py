"""Signatures that waited in a kiosk until the line came back. A script sends them: JSON answers.

The kiosk's ticket says who sends; it counts as long as staff have not taken it back, also for what
was signed before its time was over.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from flask import request
from werkzeug.wrappers import Response

from app import together
from app.access import public
from app.attendees import late, tickets
from app.attendees.forms import WalkInForm
from app.attendees.late_entries import (
    GONE,
    INCOMPLETE,
    RECORD,
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
from app.attendees.queries import event_in_hall, namesakes_of
from app.attendees.sign import is_same_form, new_attendance, what_was_sent
from app.attendees.supplies import supplies
from app.attendees.tickets import Ticket
from app.attendees.way import bp
from app.columns import now
from app.events.models import Event

ENDED = f"Kios ini sudah diakhiri petugas. {RECORD}"
NOT_WHILE_KIOSK = f"Waktu tanda tangan ini di luar jam kios. {RECORD}"
NAMESAKE = "Nama yang diketik ada di daftar undangan. Pilih orangnya, atau nyatakan orang lain."


@bp.get("/h/<code>/kios/susulan")
@public
@tells(f"{GONE} {RECORD}")
def kiosk_supplies(code: str) -> Response:
    event = event_in_hall(code)
    must_take_late(event.status)
    _ticket_shown(event)
    return supplies(event)


@bp.post("/h/<code>/kios/susulan")
@public
@tells(f"{GONE} {RECORD}")
def kiosk_late(code: str) -> Response:
    """One person, one row, as with `hall.sign`; also when the kegiatan has ended meanwhile."""
    event = event_in_hall(code)
    must_take_late(event.status)
    ticket = _ticket_shown(event)
    form, who = what_was_sent(event)
    moment = now()
    signed_at = _signed_at(ticket, moment)
    if not is_acceptable(form):
        raise Refused(422, f"{INCOMPLETE} {RECORD}")
    must_be_nobody_invited(event, form.name.data if isinstance(form, WalkInForm) else None)
    new = signed(new_attendance(form, event, ticket, who), signed_at, moment)
    by = f"Kios {ticket.kiosk.number}" if ticket.kiosk else ""

    is_same = partial(is_same_form, form=form, event=event, ticket=ticket)
    entry = enter_late(event, new, by, is_same)
    together.commit()
    if not entry.attendance.is_valid:
        raise Refused(409, VOIDED)
    told = number_and_clock(entry.attendance)
    if entry.already:
        told |= {"known": True, "words": entry.already}
    return tell(200, **told)


def must_be_nobody_invited(event: Event, typed: str | None) -> None:
    """A typed name that stands on the list of the invited would make the same person come twice."""
    if not typed or request.form.get("orang_lain") == "1":
        return
    if namesakes := namesakes_of(event, typed):
        raise Refused(409, NAMESAKE, namesakes)


def _ticket_shown(event: Event) -> Ticket:
    ticket = tickets.of_kiosk(event)
    if ticket is None:
        raise Refused(403, ENDED)
    return ticket


def _signed_at(ticket: Ticket, moment: datetime) -> datetime:
    try:
        told = late.told_at(request.form.get("signed_at", ""), moment)
    except late.NotSignedThen as why:
        raise Refused(why.status, str(why)) from why
    kiosk = ticket.kiosk
    if kiosk is None or not kiosk.started_at - late.CLOCKS <= told <= kiosk.ends_at:
        raise Refused(422, NOT_WHILE_KIOSK)
    return told
