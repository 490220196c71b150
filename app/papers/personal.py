"""Issued papers and locked minutes of kegiatan that somebody took part in: they stay."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import CompoundSelect, select
from sqlalchemy.orm import joinedload

from app.attendees.models import Attendance
from app.events.models import Event
from app.extensions import db
from app.followups.models import FollowUp
from app.invitations.models import Invitation
from app.minutes.models import MinutesVersion
from app.papers.models import Paper
from app.personal import Part, Whose, moment
from app.presenters.models import Presenter

TITLE = "Dokumen terbit yang mungkin memuat nama"


def held(whose: Whose) -> Part:
    return Part(TITLE, [*(_facts(paper) for paper in _papers(whose)), *_minutes(whose)])


def _papers(whose: Whose) -> Sequence[Paper]:
    query = select(Paper).where(Paper.event_id.in_(_events(whose))).order_by(Paper.id)
    return db.session.scalars(query.options(joinedload(Paper.event))).all()


def _facts(paper: Paper) -> dict[str, str]:
    return {
        "Dokumen": f"{paper.kind.label}, versi {paper.number}",
        "Kegiatan": paper.title,
        "Terbit": moment(paper.issued_at),
        "Kode": paper.spelled,
    }


def _minutes(whose: Whose) -> list[dict[str, str]]:
    query = (
        select(MinutesVersion.number, MinutesVersion.locked_at, Event.title)
        .join(Event, Event.id == MinutesVersion.event_id)
        .where(MinutesVersion.event_id.in_(_events(whose)))
        .order_by(MinutesVersion.id)
    )
    return [
        {
            "Dokumen": f"Notula terkunci, versi {number}",
            "Kegiatan": title,
            "Terbit": moment(locked_at),
            "Kode": "",
        }
        for number, locked_at, title in db.session.execute(query)
    ]


def _events(whose: Whose) -> CompoundSelect[int]:
    attended = select(Attendance.event_id).where(Attendance.id.in_(whose.attendances))
    return attended.union(
        select(Invitation.event_id).where(Invitation.person_id == whose.person_id),
        select(Presenter.event_id).where(Presenter.id.in_(whose.presenters)),
        select(FollowUp.event_id).where(FollowUp.id.in_(whose.promises)),
    )
