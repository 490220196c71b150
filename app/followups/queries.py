from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from flask import abort
from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from app.directory.models import Person, Region
from app.directory.spelling import fold
from app.events.models import Event, event_region
from app.extensions import db
from app.followups.models import FollowUp, Note, today
from app.followups.states import OPEN
from app.questions.models import Question

SOON = timedelta(days=7)  # what the start page shows ahead
FEW = 5  # how many it shows
MOST_FOUND = 20  # persons shown for one search

with_place = joinedload(FollowUp.region).joinedload(Region.parent).joinedload(Region.parent)
with_event = joinedload(FollowUp.event)
by_urgency = (FollowUp.due_on, FollowUp.id)


def follow_up_or_404(code: str) -> FollowUp:
    """With all that its page shows."""
    parts = (with_place, with_event, joinedload(FollowUp.question), selectinload(FollowUp.notes))
    return db.one_or_404(select(FollowUp).where(FollowUp.code == code).options(*parts))


def follow_up_to_change_or_404(code: str) -> FollowUp:
    """The same as it is now, held until the transaction ends: nobody changes it meanwhile."""
    query = select(FollowUp).where(FollowUp.code == code).with_for_update()
    return db.one_or_404(query.execution_options(populate_existing=True))


def follow_up_of_request(request_id: str) -> FollowUp | None:
    """The one that this very form has made already."""
    return db.session.scalar(select(FollowUp).where(FollowUp.request_id == request_id))


def follow_up_with_token(token_hash: str) -> FollowUp | None:
    query = select(FollowUp).options(with_place, with_event, selectinload(FollowUp.notes))
    return db.session.scalar(query.where(FollowUp.token_hash == token_hash))


def has_note_of(request_id: str) -> bool:
    """Whether this very form has been written down already."""
    return bool(db.session.scalar(select(Note.id).where(Note.request_id == request_id)))


def count_sent(follow_up: FollowUp) -> tuple[int, int]:
    """How many notes, and files among them, have come by the personal link."""
    query = select(func.count(Note.id), func.count(Note.stored_as))
    query = query.where(Note.follow_up_id == follow_up.id, Note.account_id.is_(None))
    notes, sent_files = db.session.execute(query).one()
    return notes, sent_files


def note_or_404(follow_up: FollowUp, note_id: int) -> Note:
    return next((note for note in follow_up.notes if note.id == note_id), None) or abort(404)


def question_or_404(code: str) -> Question:
    parts = (joinedload(Question.event), joinedload(Question.region))
    return db.one_or_404(select(Question).where(Question.code == code).options(*parts))


def promises_of(event: Event) -> Sequence[FollowUp]:
    """Those that were made at a kegiatan: open ones first, the most urgent on top."""
    query = select(FollowUp).where(FollowUp.event_id == event.id).options(with_place)
    closed = FollowUp.closed_at.is_not(None)
    return db.session.scalars(query.order_by(closed, *by_urgency)).all()


def earlier_promises(event: Event) -> Sequence[FollowUp]:
    """Janji sebelumnya: unfinished ones of the invited territories, from other kegiatan.

    A territory counts with all below it and with the kecamatan above it. In one statement.
    """
    chosen = select(event_region.c.region_id).where(event_region.c.event_id == event.id)
    target = aliased(Region)
    above = select(target.parent_id).where(target.id.in_(chosen), target.parent_id.is_not(None))
    own, parent, top = Region, aliased(Region), aliased(Region)
    inside = or_(own.id.in_(chosen), parent.id.in_(chosen), top.id.in_(chosen), own.id.in_(above))
    query = (
        select(FollowUp)
        .join(FollowUp.region)
        .outerjoin(own.parent.of_type(parent))
        .outerjoin(parent.parent.of_type(top))
        .where(FollowUp.status.in_(OPEN), inside)
        .where(FollowUp.event_id.is_(None) | (FollowUp.event_id != event.id))
        .options(with_place, with_event)
        .order_by(*by_urgency)
    )
    return db.session.scalars(query).all()


class Due(NamedTuple):
    """What a page of somebody else shows: the most urgent, and how many there are."""

    promises: list[FollowUp]
    total: int
    day: date


def due_before(event: Event) -> Due:
    """Janji sebelumnya, for the page of a kegiatan that is being prepared."""
    found = list(earlier_promises(event))
    return Due(found, len(found), today())


def promises_due() -> Due:
    """Open ones that are overdue or due within seven days, in one statement."""
    day = today()
    query = (
        select(FollowUp, func.count().over())
        .where(FollowUp.status.in_(OPEN), FollowUp.due_on <= day + SOON)
        .options(with_place, with_event)
        .order_by(*by_urgency)
        .limit(FEW)
    )
    rows = db.session.execute(query).all()
    return Due([row[0] for row in rows], rows[0][1] if rows else 0, day)


def find_persons(text: str, chosen: int | None = None) -> Sequence[Person]:
    """Active persons in whose name or place every word occurs; who is chosen comes first."""
    above, top = aliased(Region), aliased(Region)
    words = fold(text).split()
    fits: list[ColumnElement[bool]] = []
    for word in words:
        names = (Person.folded, Region.folded, above.folded, top.folded)
        fits.append(or_(*(name.icontains(word, autoescape=True) for name in names)))
    found = and_(Person.is_active, *fits) if words else Person.id < 0
    query: Select[Person] = (
        select(Person)
        .outerjoin(Person.region)
        .outerjoin(Region.parent.of_type(above))
        .outerjoin(above.parent.of_type(top))
        .where(found | (Person.id == (chosen or -1)))
        .options(joinedload(Person.region).joinedload(Region.parent))
        .order_by(Person.id != (chosen or -1), Person.folded, Person.id)
        .limit(MOST_FOUND)
    )
    return db.session.scalars(query).all()
