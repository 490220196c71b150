"""Signatures that waited on a phone until the line came back, up to twelve hours.

They are sent by a script, of an open page or of the service worker, so the answer is JSON:
`{number, clock, receipt}`, or `{words}` when it is final that nothing can be entered.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import jsonify, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.access import public
from app.attendees import late, marks, receipts, signing
from app.attendees.forms import SignForm, WalkInForm
from app.attendees.models import Attendance
from app.attendees.queries import Name, event_in_hall
from app.attendees.sign import is_same_form, new_attendance, what_was_sent
from app.attendees.tickets import Ticket
from app.attendees.way import bp
from app.columns import now
from app.events.models import Event, Status
from app.extensions import csrf, db
from app.wib import clock_wib

STRANGE = "Kiriman ini tidak berasal dari HP ini. Silakan ke meja petugas."
GONE = "Nama atau kegiatan ini sudah tidak ada di daftar. Silakan ke meja petugas."
INCOMPLETE = "Isian belum lengkap, jadi belum dapat dicatat. Silakan ke meja petugas."
VOIDED = "Catatan kehadiran ini telah dibatalkan petugas. Silakan ke meja petugas."
CANCELLED = "Kegiatan ini dibatalkan, jadi kehadiran tidak dicatat."
LOCKED = "Daftar hadir kegiatan ini sudah dikunci. Silakan hubungi petugas penyelenggara."


class Refused(Exception):
    """It is final: the words say what to do, `names` who may be meant."""

    def __init__(self, status: int, words: str, names: Sequence[Name] = ()) -> None:
        super().__init__(words)
        self.status = status
        self.names = [{"id": one.id, "label": _label(one)} for one in names]


@bp.post("/h/<code>/susulan")
@csrf.exempt  # type: ignore[untyped-decorator]  # the pass stands for the token
@public
def sign_late(code: str) -> Response:
    """One person, one row, as with `hall.sign`; also when the kegiatan has ended meanwhile."""
    try:
        event = event_in_hall(code)
        return _enter(event)
    except NotFound:
        return tell(404, words=GONE)
    except Refused as why:
        return tell(why.status, words=str(why))


def _enter(event: Event) -> Response:
    form, who = what_was_sent(event)
    moment = now()
    ticket, signed_at = _pass_shown(event, form, moment)
    must_take_late(event)
    if not is_acceptable(form):
        raise Refused(422, INCOMPLETE)
    entry = enter_late(event, new_attendance(form, event, ticket, who), signed_at, moment)
    found = entry.attendance
    if not found.is_valid:
        raise Refused(409, VOIDED)
    db.session.commit()
    told: dict[str, Any] = {"number": found.number, "clock": clock_wib(found.signed_at)}
    if not entry.is_new and not is_same_form(found, form, event, ticket):
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


def must_take_late(event: Event) -> None:
    """Also when it has ended meanwhile. Raises Refused, or NotFound for a draft."""
    if event.status is Status.DRAFT:
        raise NotFound
    if event.status in {Status.CANCELLED, Status.LOCKED}:
        raise Refused(410, CANCELLED if event.status is Status.CANCELLED else LOCKED)


def is_acceptable(form: SignForm) -> bool:
    """Nobody is there to be asked again: a phone number that is none is left out."""
    if form.validate():
        return True
    if isinstance(form, WalkInForm) and set(form.errors) == {"phone"}:
        form.phone.data = None
        return True
    return False


def enter_late(
    event: Event, new: Attendance, signed_at: datetime, moment: datetime
) -> signing.Entry:
    new.signed_at, new.received_at = signed_at, moment
    if new.notice_version:
        new.notice_at = signed_at
    try:
        return signing.enter(event, new)
    except signing.PhoneTaken:
        new.phone = None  # two walk-ins with one number: both have come
        return signing.enter(event, new)


def tell(status: int, **told: Any) -> Response:
    response: Response = jsonify(told)
    response.status_code = status
    return response


def _label(one: Name) -> str:
    return f"{one.name}, {one.position}{f' {one.place}' if one.place else ''}"
