"""What all three ways in for what comes late have in common: of a phone, of a kiosk, of a desk.

A script sends it, of an open page or of the service worker, so the answer is JSON: `{number, clock,
…}`, or `{words}` where it is final that nothing can be entered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from typing import Any, NamedTuple

from flask import jsonify
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.attendees import signing
from app.attendees.crowds import TooMany
from app.attendees.desk_words import already
from app.attendees.models import Attendance
from app.attendees.queries import Name
from app.directory.spelling import names_nothing
from app.events.models import Event, Status
from app.extensions import db
from app.wib import clock_wib

CANCELLED = "Kegiatan ini dibatalkan, jadi kehadiran tidak dicatat."
LOCKED = "Daftar hadir kegiatan ini sudah dikunci. Silakan hubungi petugas penyelenggara."
GONE = "Nama atau kegiatan ini sudah tidak ada di daftar."
INCOMPLETE = "Isian belum lengkap, jadi belum dapat dicatat."
VOIDED = "Catatan kehadiran ini telah dibatalkan petugas."

# What to do then: whose phone it is, and who looks after a desk or a kiosk.
COME, RECORD = "Silakan ke meja petugas.", "Catat orangnya di meja."

View = Callable[[str], Response]


class Refused(Exception):
    """It is final: the words say what to do, `names` who may be meant."""

    def __init__(self, status: int, words: str, names: Sequence[Name] = ()) -> None:
        super().__init__(words)
        self.status = status
        self.names = [{"id": one.id, "label": _label(one)} for one in names]


def tells(gone: str) -> Callable[[View], View]:
    """A view whose refusals a script understands; `gone` is said where something is not there."""

    def decorate(view: View) -> View:
        @wraps(view)
        def told(code: str) -> Response:
            try:
                return view(code)
            except NotFound:
                refused = Refused(404, gone)
            except Refused as why:
                refused = why
            more = {"names": refused.names} if refused.names else {}
            return tell(refused.status, words=str(refused), **more)

        return told

    return decorate


def tell(status: int, **told: Any) -> Response:
    response: Response = jsonify(told)
    response.status_code = status
    return response


def number_and_clock(found: Attendance) -> dict[str, Any]:
    return {"number": found.number, "clock": clock_wib(found.signed_at)}


def must_take_late(status: Status) -> None:
    """Also when it has ended meanwhile. Raises Refused, or NotFound for a draft."""
    if status is Status.DRAFT:
        raise NotFound
    if status in {Status.CANCELLED, Status.LOCKED}:
        raise Refused(410, CANCELLED if status is Status.CANCELLED else LOCKED)


def is_acceptable(form: Any) -> bool:
    """Nobody is there to be asked again: a phone number that is none is left out, and so is an
    institution.
    """
    if form.validate():
        return True
    wrong = set(form.errors)
    if "phone" in wrong:
        form.phone.data = None
    if "institution" in wrong and names_nothing(form.institution.data):
        form.institution.data = ""
        wrong.remove("institution")
    return wrong <= {"phone"}


class LateEntry(NamedTuple):
    attendance: Attendance
    already: str = ""  # what to say where somebody else was quicker


def enter_late(
    event: Event, new: Attendance, by: str, is_same: Callable[[Attendance], bool]
) -> LateEntry:
    """Enter who has signed on a phone or a kiosk, which sends it now. Does not commit.

    `by` names the kiosk, a phone has no name; `is_same`: whether this very form has made that one.
    Raises Refused, or NotFound.
    """
    held = signing.hold(event)
    must_take_late(held.status)
    try:
        found, is_new = _put(event, held, new)
    except TooMany as why:
        raise Refused(429, str(why)) from why
    if is_new or not found.is_valid or is_same(found):
        return LateEntry(found)
    note_again(event, found, new, by)
    return LateEntry(found, already(found))


def _put(event: Event, held: signing.Held, new: Attendance) -> signing.Entry:
    try:
        return signing.put(event, held, new)
    except signing.PhoneTaken:
        new.phone = None  # two walk-ins with one number: both have come
        return signing.put(event, held, new)


def signed(new: Attendance, signed_at: datetime, received_at: datetime) -> Attendance:
    """The same, signed then and come in later."""
    new.signed_at, new.received_at = signed_at, received_at
    if new.notice_version:
        new.notice_at = signed_at
    return new


def note_again(event: Event, found: Attendance, other: Attendance, by: str) -> None:
    """All staff see on the desk that this one was marked in two places. Does not commit."""
    if found.was_sent_again(other, by):
        signing.tell_live_pages(event)
        db.session.flush()


def _label(one: Name) -> str:
    return f"{one.name}, {one.position}{f' {one.place}' if one.place else ''}"
