"""Which papers there are: how each is put together, and why it cannot be yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from app.events.models import Event
from app.office.queries import office
from app.papers import (
    attendance_list,
    certificate_paper,
    invitation_letter,
    minutes_paper,
    report_paper,
)
from app.papers.kinds import Kind
from app.papers.press import Job
from app.papers.queries import present_at
from app.papers.roll import filled


class Composer(NamedTuple):
    compose: Callable[[Event], Job]  # the last that reads the database
    why_not: Callable[[Event], str] = lambda _event: ""  # why it cannot be issued yet; "" if it can


def _attendance(event: Event) -> Job:
    return attendance_list.compose(event, office(), filled(present_at(event)))


def _nobody_came(event: Event) -> str:
    return "" if event.present else "Belum ada yang tercatat hadir."


COMPOSERS: dict[Kind, Composer] = {
    Kind.LETTER: Composer(invitation_letter.compose, invitation_letter.why_not),
    Kind.ATTENDANCE: Composer(_attendance, _nobody_came),
    Kind.CERTIFICATES: Composer(certificate_paper.compose, certificate_paper.why_not),
    Kind.MINUTES: Composer(minutes_paper.compose, minutes_paper.why_not),
    Kind.REPORT: Composer(report_paper.compose, report_paper.why_not),
}
