"""In which order papers name those who were there: rank, then territory, then arrival."""

from __future__ import annotations

from app.attendees.models import Attendance
from app.attendees.states import Part

PARTS = (Part.PARTICIPANT, Part.SPEAKER, Part.GUEST)  # each is a list of its own


def official_order(attendance: Attendance) -> tuple[int, str, int]:
    """Within one of the lists; never the alphabet."""
    return attendance.rank, attendance.place_key, attendance.number
