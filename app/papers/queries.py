from __future__ import annotations

from collections.abc import Sequence

from flask import current_app, url_for
from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload, selectinload

from app.attendees.models import Attendance
from app.directory.models import Person, Region
from app.events.models import Event
from app.extensions import db
from app.invitations.models import Invitation
from app.papers.kinds import Kind
from app.papers.models import Order, Paper, SignedCopy, Work


def present_at(event: Event) -> Sequence[Attendance]:
    """Everybody on the list, voided ones left out."""
    query = (
        select(Attendance)
        .where(Attendance.event_id == event.id, Attendance.voided_at.is_(None))
        .order_by(Attendance.number)
    )
    return db.session.scalars(query).all()


def newest_papers(event: Event) -> dict[Kind, Paper]:
    """The newest version of each kind that was issued."""
    query = select(Paper).where(Paper.event_id == event.id).order_by(Paper.number)
    return {paper.kind: paper for paper in db.session.scalars(query)}


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


def order_or_404(event: Event, code: str) -> Order:
    return db.one_or_404(select(Order).where(Order.event_id == event.id, Order.code == code))


def orders_of(event: Event) -> dict[Work, Order]:
    """The newest order of each work."""
    query = select(Order).where(Order.event_id == event.id).order_by(Order.id)
    return {order.work: order for order in db.session.scalars(query)}


def invitee_letter_of(event: Event) -> str | None:
    """Where invited persons find the letter; None before it is issued."""
    if "invitee_letter.show" not in current_app.view_functions:
        return None
    issued = exists().where(Paper.event_id == event.id, Paper.kind == Kind.LETTER)
    found = db.session.scalar(select(issued))
    return url_for("invitee_letter.show", code=event.code) if found else None


def newest_paper(event: Event, kind: Kind) -> Paper | None:
    """As it was issued last."""
    query = select(Paper).where(Paper.event_id == event.id, Paper.kind == kind)
    return db.session.scalar(query.order_by(Paper.number.desc()).limit(1))


def papers_of(event: Event) -> Sequence[Paper]:
    """All that was issued, the newest of a kind first, with their signed copies."""
    query = (
        select(Paper)
        .where(Paper.event_id == event.id)
        .options(selectinload(Paper.copies))
        .order_by(Paper.kind, Paper.number.desc())
    )
    return db.session.scalars(query).all()


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
