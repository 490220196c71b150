"""All kinds of papers of one kegiatan: which can be made, which are issued, which are signed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask import current_app

from app.events.models import Event
from app.papers.composers import COMPOSERS
from app.papers.issuing import why_not
from app.papers.kinds import Kind
from app.papers.models import Paper
from app.papers.queries import papers_of

ROOMS = {  # where the content of a kind is written
    Kind.LETTER: "letters.show",
    Kind.ATTENDANCE: "papers.show",
    Kind.MINUTES: "minutes.index",
    Kind.REPORT: "reports.index",
    Kind.CERTIFICATES: "certificates.show",
}


class Line(NamedTuple):
    kind: Kind
    why_not: str  # why it cannot be issued now; empty when it can
    has_draft: bool
    room: str  # the endpoint of its room; empty where there is none
    versions: Sequence[Paper]  # the newest first

    @property
    def newest(self) -> Paper | None:
        return self.versions[0] if self.versions else None

    @property
    def state(self) -> str:
        if self.newest is None:
            return "belum dapat diterbitkan" if self.why_not else "draf"
        return "ditandatangani" if self.newest.signed else "diterbitkan"

    @property
    def badge(self) -> str:
        return {"draf": "", "belum dapat diterbitkan": "badge-off"}.get(self.state, "badge-good")


def lines_of(event: Event) -> list[Line]:
    """Each kind in its order; the bundle only where one was issued, since it is ordered below."""
    papers = papers_of(event)
    return [
        Line(
            kind,
            why_not(event, kind),
            kind in COMPOSERS,
            ROOMS[kind] if ROOMS.get(kind) in current_app.view_functions else "",
            [paper for paper in papers if paper.kind is kind],
        )
        for kind in Kind
        if kind is not Kind.BUNDLE
    ]
