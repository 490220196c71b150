"""Everybody who signed the paper sheet, put on the list at once."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import NamedTuple

from app.accounts.models import Account
from app.attendees import signing
from app.attendees.desk_queries import present_persons
from app.attendees.models import Attendance, Method
from app.directory.models import Person
from app.events.models import Event


class Marked(NamedTuple):
    new: list[Attendance]
    known: list[Attendance]  # somebody else was quicker; nothing has been written for these


def record_on_paper(event: Event, people: Sequence[Person], by: Account) -> Marked:
    """All of them present, signed on paper; who is there already stays as recorded.

    The kegiatan must be held (`event_to_change_or_404`), so that nobody comes in between. Does not
    commit.
    """
    here = present_persons(event, [person.id for person in people])
    marked = Marked(new=[], known=[])
    for person in people:
        attendance = here.get(person.id)
        if attendance is None:
            entry = signing.enter(event, _on_paper(event, person, by))
            marked.new.append(entry.attendance)
        elif attendance.method is Method.HELPED:
            attendance.signed_on_paper(by)
            signing.tell_live_pages(event)
            marked.new.append(attendance)
        else:
            marked.known.append(attendance)
    return marked


def _on_paper(event: Event, person: Person, by: Account) -> Attendance:
    attendance = Attendance.of_person(event, person)
    attendance.method = Method.PAPER
    attendance.recorded_by = by.id
    attendance.request_id = secrets.token_hex(16)
    return attendance
