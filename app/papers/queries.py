from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.attendees.models import Attendance
from app.directory.models import Person, Region
from app.events.models import Event
from app.extensions import db
from app.invitations.models import Invitation
from app.papers.models import Kind, Paper, SignedCopy


def present_at(event: Event) -> Sequence[Attendance]:
    """Everybody on the list, voided ones left out."""
    query = (
        select(Attendance)
        .where(Attendance.event_id == event.id, Attendance.voided_at.is_(None))
        .order_by(Attendance.number)
    )
    return db.session.scalars(query).all()


def invited_to(event: Event) -> Sequence[Invitation]:
    """The invited with their regions, those taken off left out."""
    whole = joinedload(Invitation.person).joinedload(Person.region).joinedload(Region.parent)
    query = (
        select(Invitation)
        .where(Invitation.event_id == event.id, Invitation.withdrawn_at.is_(None))
        .options(whole)
        .order_by(Invitation.id)
    )
    return db.session.scalars(query).all()


def papers_of(event: Event) -> Sequence[Paper]:
    """All that was issued, the newest of a kind first, with their signed copies."""
    query = (
        select(Paper)
        .where(Paper.event_id == event.id)
        .options(selectinload(Paper.copies))
        .order_by(Paper.kind, Paper.number.desc())
    )
    return db.session.scalars(query).all()


def newest_paper(event: Event, kind: Kind) -> Paper | None:
    """The version that counts now."""
    query = select(Paper).where(Paper.event_id == event.id, Paper.kind == kind)
    return db.session.scalars(query.order_by(Paper.number.desc()).limit(1)).first()


def paper_or_404(event: Event, kind: str, number: int) -> Paper:
    query = select(Paper).where(Paper.event_id == event.id, Paper.kind == Kind(kind))
    return db.one_or_404(query.where(Paper.number == number).options(selectinload(Paper.copies)))


def paper_of_request(event: Event, request_id: str) -> Paper | None:
    """What this very form has issued before."""
    query = select(Paper).where(Paper.event_id == event.id, Paper.request_id == request_id)
    return db.session.scalars(query).one_or_none()


def paper_with_code(code: str) -> Paper | None:
    """The paper and its kegiatan, for whoever holds it in hands."""
    query = select(Paper).where(Paper.code == code)
    query = query.options(joinedload(Paper.event), selectinload(Paper.copies))
    return db.session.scalars(query).one_or_none()


def versions_of(paper: Paper) -> Sequence[Paper]:
    """This paper and its other versions, with their copies, the newest first."""
    query = select(Paper).where(Paper.event_id == paper.event_id, Paper.kind == paper.kind)
    query = query.options(selectinload(Paper.copies)).order_by(Paper.number.desc())
    return db.session.scalars(query).all()


def copy_or_404(paper: Paper, copy_id: int) -> SignedCopy:
    query = select(SignedCopy).where(SignedCopy.paper_id == paper.id, SignedCopy.id == copy_id)
    copy: SignedCopy = db.one_or_404(query)
    return copy
