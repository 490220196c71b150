"""Issued papers and locked minutes of kegiatan that somebody took part in: they stay."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Text, cast, literal, or_, select, union_all
from sqlalchemy.orm import Mapped, joinedload

from app import nip
from app.attendees.models import Attendance
from app.certificates.models import CertificateSeries
from app.events.models import Event
from app.extensions import db
from app.followups.models import FollowUp
from app.invitations.letters import InvitationLetter
from app.invitations.models import Invitation
from app.minutes.models import MinutesVersion
from app.office.models import Official
from app.papers.models import Paper
from app.personal import Part, Whose, moment
from app.presenters.models import Presenter
from app.reports.models import Report

TITLE = "Dokumen terbit yang mungkin memuat nama"

# Where an official stands: the kegiatan, the column, and as what.
POSTS = (
    (Event.id, Event.chair_id, "Pimpinan kegiatan"),
    (Event.id, Event.acknowledger_id, "Mengetahui"),
    (Event.id, Event.responsible_id, "Penanggung jawab kegiatan"),
    (InvitationLetter.event_id, InvitationLetter.signer_id, "Penanda tangan surat undangan"),
    (Report.event_id, Report.signer_id, "Penanda tangan laporan"),
    (Report.event_id, Report.acknowledger_id, "Mengetahui pada laporan"),
    (CertificateSeries.event_id, CertificateSeries.signer_id, "Penanda tangan sertifikat"),
)


def held(whose: Whose) -> Part:
    return Part(TITLE, [*(_facts(paper) for paper in _papers(whose)), *_minutes(whose)])


def posts(whose: Whose) -> Part:
    """Kegiatan that name an official now, and as what."""
    rows = (
        select(event.label("event_id"), literal(label).label("post")).where(
            column.in_(whose.officials)
        )
        for event, column, label in POSTS
    )
    found = union_all(*rows).subquery()
    query = select(Event, found.c.post).join(found, Event.id == found.c.event_id)
    facts = [
        {"Kegiatan": event.title, "Tanggal": moment(event.starts_at), "Sebagai": post}
        for event, post in db.session.execute(query.order_by(Event.id, found.c.post))
    ]
    return Part("Kegiatan dan surat sebagai pejabat", facts)


def _papers(whose: Whose) -> Sequence[Paper]:
    query = (
        select(Paper)
        .where(Paper.event_id.in_(_events(whose)) | _bears(Paper.snapshot, whose))
        .order_by(Paper.id)
    )
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
        .where(MinutesVersion.event_id.in_(_events(whose)) | _bears(MinutesVersion.content, whose))
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


def _bears(frozen: Mapped[dict[str, Any]], whose: Whose) -> ColumnElement[bool]:
    """What names an official still though somebody else has taken the place since."""
    query = select(Official).where(Official.id.in_(whose.officials))
    words = {
        word
        for one in db.session.scalars(query)
        for word in (one.full_name, nip.show(one.nip) if one.nip else "")
        if word
    }
    text = cast(frozen, Text)
    spelled = [json.dumps(word)[1:-1] for word in words]
    return or_(literal(False), *(text.contains(word, autoescape=True) for word in spelled))


def _events(whose: Whose) -> CompoundSelect[int]:
    attended = select(Attendance.event_id).where(Attendance.id.in_(whose.attendances))
    return attended.union(
        select(Invitation.event_id).where(Invitation.person_id == whose.person_id),
        select(Presenter.event_id).where(Presenter.id.in_(whose.presenters)),
        select(FollowUp.event_id).where(FollowUp.id.in_(whose.promises)),
        select(FollowUp.event_id).where(FollowUp.official_id.in_(whose.officials)),
        *(select(event).where(column.in_(whose.officials)) for event, column, _ in POSTS),
    )
