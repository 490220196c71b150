"""How many may enter themselves: a kelurahan shares a phone, a hall does not.

Each form is sent by somebody who was in the hall, or has a friend there: what one phone can put on
an official list has an end, and so has the list. The desk and the kiosks enter as many as come.
"""

from __future__ import annotations

from sqlalchemy import bindparam, func, select

from app.attendees.kiosks import is_kiosk
from app.attendees.models import Attendance
from app.events.models import Event
from app.prepared import Prepared

MOST_ON_PHONE = 30  # people, also those voided since
MOST_ALONE = 2_000  # on a list, before guests go to the desk: four times the largest hall

PHONE_FULL = (
    f"Dari HP ini sudah tercatat {MOST_ON_PHONE} orang. Untuk orang berikutnya, silakan memakai HP "
    "lain atau ke meja petugas."
)
LIST_FULL = "Daftar hadir sudah sangat panjang. Tamu berikutnya dicatat petugas di meja."


class TooMany(Exception):
    """Nobody more is entered in this way; the text says what to do."""


def why_too_many(event: Event, new: Attendance, numbered: int) -> str:
    """Why this one cannot be entered by phone; an empty text where it can.

    The kegiatan must be held; so many of its list have got a number.
    """
    device = new.__dict__.get("device")  # what nobody has told is not looked up
    if device is None or is_kiosk(device):
        return ""
    if new.person_id is None and numbered >= MOST_ALONE:
        return LIST_FULL
    ((on_phone,),) = _ON_PHONE.all(event=event.id, device=device)
    return PHONE_FULL if on_phone >= MOST_ON_PHONE else ""


_ON_PHONE = Prepared(
    select(func.count()).where(
        Attendance.event_id == bindparam("event"), Attendance.device == bindparam("device")
    )
)
