"""The one way onto the list of invitations and off it: `Event.invited` stays in step.

The kegiatan's row is locked first, so two people who invite at once stand in line. None of
these verbs commits.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, exists, func, insert, literal, select, update

from app.columns import now
from app.directory.models import Person
from app.events.models import Event, WrongState
from app.events.queries import event_to_change_or_404, persons_in_target
from app.extensions import db
from app.invitations.models import Invitation


def invite_target(event: Event, only: Collection[int] | None = None) -> int:
    """Everybody the kegiatan is meant for, or `only` some of them; returns how many are new.

    Who was taken off before stays off.
    """
    wanted = persons_in_target(event)
    if only is not None:
        wanted = wanted.where(Person.id.in_(only))
    return _insert(event, wanted.with_only_columns(Person.id).order_by(None), by_hand=False)


def invite(event: Event, person: Person) -> Invitation:
    """One person, chosen by hand; who was taken off before comes back."""
    _insert(event, select(Person.id).where(Person.id == person.id), by_hand=True)
    invitation = db.session.scalars(_of(event).where(Invitation.person_id == person.id)).one()
    if not invitation.is_on_list:
        invitation.renew()
        invitation.by_hand = True
        recount(event)
    return invitation


def withdraw(event: Event, person_ids: Collection[int]) -> int:
    """Take these persons off the list; returns how many were on it.

    Raises WrongState when one of them has already come: the attendance list says so.
    """
    _open(event)
    on_list = _of(event).where(Invitation.person_id.in_(person_ids))
    found = db.session.scalars(on_list.where(Invitation.withdrawn_at.is_(None))).all()
    if any(invitation.came for invitation in found):
        raise WrongState("Yang sudah tercatat hadir tidak dapat dikeluarkan dari daftar undangan.")
    for invitation in found:
        invitation.withdraw()
    recount(event)
    return len(found)


def recount(event: Event) -> None:
    """Write the number of invited persons beside the kegiatan and tell the live pages."""
    db.session.flush()
    number = (
        select(func.count())
        .select_from(Invitation)
        .where(Invitation.event_id == event.id, Invitation.withdrawn_at.is_(None))
    )
    db.session.execute(
        update(Event)
        .where(Event.id == event.id)
        .values(invited=number.scalar_subquery(), version=Event.version + 1),
        execution_options={"synchronize_session": False},
    )
    db.session.refresh(event, ["invited", "version"])


def _insert(event: Event, person_ids: Select[Any], *, by_hand: bool) -> int:
    _open(event)
    known = exists().where(Invitation.event_id == event.id, Invitation.person_id == Person.id)
    rows = person_ids.where(~known).add_columns(
        literal(event.id), literal(now(), Invitation.added_at.type), literal(by_hand)
    )
    columns = ["person_id", "event_id", "added_at", "by_hand"]
    db.session.execute(insert(Invitation).from_select(columns, rows))
    before = event.invited
    recount(event)
    return event.invited - before


def _of(event: Event) -> Select[Invitation]:
    return (
        select(Invitation)
        .where(Invitation.event_id == event.id)
        .execution_options(populate_existing=True)
    )


def _open(event: Event) -> None:
    event_to_change_or_404(event.code)
    if not event.is_open:
        raise WrongState(
            f"Kegiatan ini {event.status.label.lower()}, jadi daftar undangannya sudah ditutup."
        )
