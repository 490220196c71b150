"""What the desk says about somebody who is already on the list."""

from __future__ import annotations

from collections.abc import Sequence

from app.attendees.models import Attendance, Method
from app.wib import clock_wib

MOST_NAMED = 5  # a message is no list


def already(attendance: Attendance) -> str:
    """`Siti sudah tercatat pukul 09.14 WIB oleh Budi (lembar manual).`"""
    return f"{attendance.name} sudah tercatat pukul {_when_and_by_whom(attendance)}."


def already_all(known: Sequence[Attendance]) -> str:
    """The same for several, in one sentence."""
    if len(known) == 1:
        return already(known[0])
    named = "; ".join(f"{one.name} pukul {_when_and_by_whom(one)}" for one in known[:MOST_NAMED])
    more = f"; dan {len(known) - MOST_NAMED} lainnya" if len(known) > MOST_NAMED else ""
    return f"{len(known)} orang sudah tercatat sebelumnya: {named}{more}."


def _when_and_by_whom(attendance: Attendance) -> str:
    who = f"oleh {attendance.recorder.name}" if attendance.recorder else "lewat HP"
    paper = " (lembar manual)" if attendance.method is Method.PAPER else ""
    return f"{clock_wib(attendance.signed_at)} {who}{paper}"
