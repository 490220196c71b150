"""A late pass: it lets in a form that was filled in while the line was away.

    late.issue(event, holder, request_id)            stands in the form, beside the form's own id
    late.issued_at(event, holder, request_id, text)  when we gave it, or None where we did not

`<issued>.<signature>`. It is worth one form of one holder (a browser's mark, an attendance), so it
cannot be handed on or be used for a crowd; it stands for the form's CSRF token too, which is gone
when a browser was closed meanwhile. Nothing is stored.
"""

from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime, timedelta

from app.attendees import marks, tickets
from app.columns import now
from app.events.models import Event

LATEST = timedelta(hours=12)  # between the signature and its arrival
TICKET = timedelta(seconds=tickets.LIVES)  # as long as one could have signed with a line
CLOCKS = timedelta(minutes=1)  # by which two clocks may differ
SHAPE = re.compile(r"(\d{1,12})\.([0-9a-f]{64})", re.ASCII)
SECONDS = re.compile(r"\d{1,12}", re.ASCII)


class NotSignedThen(Exception):
    """The time that a phone gives for its signature cannot be; the text says what to do."""

    status = 422


class TooLate(NotSignedThen):
    """It can be, and is too long ago."""

    status = 410


NO_TIME = "Waktu tanda tangan tidak terbaca. Silakan ke meja petugas untuk mencatat kehadiran."
FUTURE = (
    "Jam di HP ini tidak cocok dengan jam kami. Silakan ke meja petugas untuk mencatat kehadiran."
)
TICKET_OVER = (
    "Tanda tangan dibuat sesudah waktu kode di layar habis. Pindai ulang kode QR bila masih di "
    "ruangan, atau temui petugas."
)
TOO_LATE = (
    "Tanda tangan ini sudah lebih dari 12 jam. Silakan hubungi petugas penyelenggara: petugas "
    "dapat mencatatkan kehadiran Anda."
)
NO_TIME_AT_DESK = "Waktu catatan ini tidak terbaca. Catat lagi orangnya di meja."
TOO_LATE_AT_DESK = (
    "Catatan ini sudah lebih dari 12 jam, jadi tidak diterima sendiri. Catat lagi orangnya di meja."
)


def asker(number: object) -> str:
    """The holder of a pass for a question: an attendance by its number."""
    return f"hadir-{number}"


def issue(event: Event, holder: str, request_id: str, moment: datetime | None = None) -> str:
    issued = str(int((moment or now()).timestamp()))
    return f"{issued}.{_sign(event, holder, request_id, issued)}"


def issued_at(event: Event, holder: str, request_id: str, text: str) -> datetime | None:
    match = SHAPE.fullmatch(text)
    if not match:
        return None
    ours = secrets.compare_digest(match[2], _sign(event, holder, request_id, match[1]))
    return datetime.fromtimestamp(int(match[1]), UTC) if ours else None


def signed_at(told: str, issued: datetime, moment: datetime) -> datetime:
    """The time of the signature as the phone tells it, in seconds. Raises NotSignedThen.

    The phone counts from the time in the pass, so it does not matter what its own clock says.
    """
    if not SECONDS.fullmatch(told):
        raise NotSignedThen(NO_TIME)
    seconds = int(told)
    if seconds > (moment + CLOCKS).timestamp():
        raise NotSignedThen(FUTURE)
    if seconds > (issued + TICKET + CLOCKS).timestamp() or seconds < issued.timestamp():
        raise NotSignedThen(TICKET_OVER)
    if seconds < (moment - LATEST).timestamp():
        raise TooLate(TOO_LATE)
    return min(datetime.fromtimestamp(seconds, UTC), moment)


def told_at(told: str, moment: datetime) -> datetime:
    """The time of a mark as a device of the office tells it. Raises NotSignedThen.

    It counts from our own time, which each of its pages brings along. Where its clock has jumped
    ahead meanwhile, the mark counts from its arrival: nobody's presence is lost over a clock.
    """
    if not SECONDS.fullmatch(told):
        raise NotSignedThen(NO_TIME_AT_DESK)
    seconds = min(int(told), int(moment.timestamp()))
    if seconds < (moment - LATEST).timestamp():
        raise TooLate(TOO_LATE_AT_DESK)
    return datetime.fromtimestamp(seconds, UTC)


def _sign(event: Event, holder: str, request_id: str, issued: str) -> str:
    return marks.seal(f"balai.late:{event.code}:{holder}:{request_id}:{issued}")
