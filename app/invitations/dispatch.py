"""Handing the links over: to whom it is still to be done, and what has been done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import joinedload

from app.columns import now
from app.directory.models import Person
from app.events.models import Event, Status, WrongState
from app.events.queries import OFFICIAL_ORDER
from app.extensions import db
from app.invitations.mails import Mail
from app.invitations.models import Invitation
from app.invitations.queries import WHOLE_REGION

AGAIN = timedelta(hours=12)  # nobody is reminded by e-mail more often
ON_LIST = Invitation.withdrawn_at.is_(None)


class Show(StrEnum):
    """Which of the invited the list shows."""

    ALL = "semua"
    UNSENT = "belum-dikirim"
    UNANSWERED = "belum-menjawab"
    MOVED = "jadwal-berubah"
    NO_PHONE = "tanpa-nomor"

    @property
    def label(self) -> str:
        return self.value.replace("-", " ").capitalize()


class About(StrEnum):
    """What an e-mail is about."""

    INVITATION = "undangan"
    REMINDER = "pengingat"
    NEWS = "kabar"  # moved, or called off


def issue_missing(event: Event) -> int:
    """A link for each of those who are without; returns how many. Does not commit."""
    found = without_link(event)
    for invitation in found:
        invitation.issue_link()
    return len(found)


def without_link(event: Event) -> list[Invitation]:
    """Who never had one, or lost it with an old secret; one that was revoked is a decision."""
    query = _of(event).execution_options(populate_existing=False)  # the page has its persons
    return [one for one in db.session.scalars(query) if not one.token and not one.was_revoked]


def why_no_sending(event: Event) -> str:
    """Why nothing is handed over now; "" where it is."""
    if event.status is Status.DRAFT:
        return "Kegiatan masih draf. Jadwalkan dulu: baru sesudah itu tautan dapat dibuka."
    if event.status in {Status.FINISHED, Status.LOCKED}:
        return f"Kegiatan sudah {event.status.label.lower()}: undangan tidak dikirim lagi."
    return ""


def must_be_sending(event: Event) -> None:
    """Raises WrongState with the reason where nothing is handed over or marked."""
    if why := why_no_sending(event):
        raise WrongState(why)
    if event.status is Status.CANCELLED:
        raise WrongState("Kegiatan ini dibatalkan. Sampaikan pembatalannya; tanda kirim tetap.")


def to_hand_over(event: Event, show: Show = Show.ALL) -> Sequence[Invitation]:
    """By territory and then by rank, with all that a line says."""
    rank, place, name, number = OFFICIAL_ORDER
    query = (
        _of(event)
        .join(Invitation.person)
        .outerjoin(Person.region)
        .options(
            joinedload(Invitation.event),
            joinedload(Invitation.sender),
            joinedload(Invitation.person).options(WHOLE_REGION),
        )
        .order_by(place, rank, name, number)
    )
    return db.session.scalars(query.where(_is(show, event))).all()


def count_shown(event: Event) -> dict[Show, int]:
    """How many each filter finds, in one statement."""
    counts = [func.count().filter(_is(show, event)) for show in Show]
    query = select(*counts).select_from(Invitation).join(Invitation.person)
    row = db.session.execute(query.where(Invitation.event_id == event.id, ON_LIST)).one()
    return dict(zip(Show, row, strict=True))


def invitation_to_change_or_404(event: Event, person_id: int) -> Invitation:
    """One that is on the list, as it is now."""
    query = (
        _of(event)
        .where(Invitation.person_id == person_id)
        .options(
            joinedload(Invitation.event),
            joinedload(Invitation.sender),
            joinedload(Invitation.person).options(WHOLE_REGION),
        )
    )
    return db.one_or_404(query)


def mark(invitations: Iterable[Invitation], account_id: int, *, reminder: bool) -> None:
    """Handed over or reminded, by this account."""
    for invitation in invitations:
        if reminder:
            invitation.remind()
        else:
            invitation.hand_over(account_id)


def mails_of(event: Event, *, person_id: int | None = None) -> Sequence[Mail]:
    """The e-mails of a kegiatan, the newest first."""
    query = (
        select(Mail)
        .join(Mail.invitation)
        .where(Invitation.event_id == event.id)
        .options(joinedload(Mail.invitation).joinedload(Invitation.person))
        .order_by(Mail.id.desc())
    )
    if person_id is not None:
        query = query.where(Invitation.person_id == person_id)
    return db.session.scalars(query).all()


def to_mail(event: Event, about: About) -> Sequence[Invitation]:
    """Who has an address and is not written to already about this."""
    which, written = _wanted(event, about)
    known = select(Mail.invitation_id).where(Mail.failed_at.is_(None), written)
    query = _of(event).join(Invitation.person).where(Person.email.is_not(None), which)
    if event.status is not Status.CANCELLED:  # then there is nothing to be opened
        query = query.where(Invitation.token_hash.is_not(None))
    return db.session.scalars(query.where(Invitation.id.not_in(known))).all()


def _wanted(event: Event, about: About) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whom it concerns, and which e-mails say it already."""
    if about is About.REMINDER:
        lately = Invitation.reminded_at.is_not(None) & (Invitation.reminded_at > now() - AGAIN)
        return _is(Show.UNANSWERED, event) & ~lately, Mail.sent_at.is_(None)
    if about is About.INVITATION:
        return Invitation.reply.is_(None) & Invitation.emailed_at.is_(None), true()
    was_told = Invitation.told_start.is_not(None)
    is_news = was_told if event.status is Status.CANCELLED else _is(Show.MOVED, event)
    return is_news, Mail.asked_at >= event.updated_at


def _is(show: Show, event: Event) -> ColumnElement[bool]:
    moved = (Invitation.told_start != event.starts_at) | (Invitation.told_place != event.place)
    return {
        Show.ALL: ON_LIST,
        Show.UNSENT: Invitation.sent_at.is_(None),
        Show.UNANSWERED: Invitation.reply.is_(None) & Invitation.sent_at.is_not(None),
        Show.MOVED: Invitation.told_start.is_not(None) & moved,
        Show.NO_PHONE: Person.phone.is_(None),
    }[show]


def _of(event: Event) -> Select[Invitation]:
    query = select(Invitation).where(Invitation.event_id == event.id, ON_LIST)
    return query.execution_options(populate_existing=True)
