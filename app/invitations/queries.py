from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import aliased, joinedload

from app.directory.models import Person, Post, Region
from app.directory.spelling import fold
from app.events.models import Event
from app.events.queries import OFFICIAL_ORDER, persons_in_target
from app.extensions import db
from app.invitations.letters import InvitationLetter
from app.invitations.models import Invitation
from app.invitations.states import Reply

MOST_FOUND = 20  # persons shown for one search
WHOLE_REGION = joinedload(Person.region).joinedload(Region.parent).joinedload(Region.parent)


Places = dict[str, dict[str, list[Invitation]]]


class Changes(NamedTuple):
    """What the directory says now and the list does not know yet."""

    new: Sequence[Person]
    gone: list[Invitation]

    def __bool__(self) -> bool:
        return bool(self.new or self.gone)


class Invitee(NamedTuple):
    """An invited person, and what was answered."""

    person: Person
    reply: Reply | None
    substitute: str


class Match(NamedTuple):
    """A person whom a search has found, and the invitation if there is one."""

    person: Person
    invitation: Invitation | None


def invitees_with_replies(event: Event) -> list[Invitee]:
    """The invited persons with their places, by rank and then by territory."""
    query = (
        select(Person, Invitation.reply, Invitation.substitute)
        .join(Invitation, Invitation.person_id == Person.id)
        .outerjoin(Person.region)
        .where(Invitation.event_id == event.id, Invitation.withdrawn_at.is_(None))
        .options(WHOLE_REGION)
        .order_by(*OFFICIAL_ORDER)
    )
    return [Invitee(*row) for row in db.session.execute(query)]


def substitute_of(event: Event, person_id: int) -> tuple[str, str]:
    """Name and position of who was announced to come instead; empty for nobody."""
    query = select(Invitation.substitute, Invitation.substitute_position)
    query = query.where(Invitation.event_id == event.id, Invitation.person_id == person_id)
    row = db.session.execute(query).first()
    return (row[0], row[1]) if row else ("", "")


def invitations_of(event: Event) -> Sequence[Invitation]:
    """All of them, taken off or not, by territory and then by rank."""
    rank, place, name, number = OFFICIAL_ORDER
    query = (
        select(Invitation)
        .join(Invitation.person)
        .outerjoin(Person.region)
        .where(Invitation.event_id == event.id)
        .options(joinedload(Invitation.person).options(WHOLE_REGION))
        .order_by(place, rank, name, number)
    )
    return db.session.scalars(query).all()


def invitation_or_404(event: Event, person_id: int) -> Invitation:
    query = (
        select(Invitation)
        .where(Invitation.event_id == event.id, Invitation.person_id == person_id)
        .options(joinedload(Invitation.person).options(WHOLE_REGION))
        .execution_options(populate_existing=True)
    )
    return db.one_or_404(query)


def invitation_with_token(token_hash: str) -> Invitation | None:
    """With the kegiatan and the person."""
    query = select(Invitation).options(
        joinedload(Invitation.event), joinedload(Invitation.person).options(WHOLE_REGION)
    )
    return db.session.scalar(query.where(Invitation.token_hash == token_hash))


def map_of(event: Event) -> str | None:
    """Where the letter says the place is found."""
    query = select(InvitationLetter.map_url).where(InvitationLetter.event_id == event.id)
    return db.session.scalar(query)


def active_person_or_404(person_id: int) -> Person:
    query = select(Person).where(Person.id == person_id, Person.is_active)
    return db.one_or_404(query.options(WHOLE_REGION))


def newcomers(event: Event) -> Sequence[Person]:
    """Persons of the target who have never been on the list."""
    known = exists().where(Invitation.event_id == event.id, Invitation.person_id == Person.id)
    query = persons_in_target(event).where(~known).options(WHOLE_REGION)
    return db.session.scalars(query).all()


def changes_for(event: Event, invitations: Sequence[Invitation]) -> Changes:
    """Whom the target now includes, and who has left the directory or the target.

    Who was chosen by hand may stand outside the target; who has come stays.
    """
    target = persons_in_target(event).order_by(None).with_only_columns(Person.id)
    wanted = set(db.session.scalars(target))
    gone = [
        invitation
        for invitation in invitations
        if invitation.is_on_list
        and not invitation.came
        and not (
            invitation.person.is_active and (invitation.by_hand or invitation.person_id in wanted)
        )
    ]
    return Changes(newcomers(event), gone)


def by_place(invitations: Sequence[Invitation]) -> Places:
    """In the given order: each kecamatan with its kelurahan, each of these with its people."""
    places: Places = {}
    for invitation in invitations:
        district, village = invitation.seat
        places.setdefault(district, {}).setdefault(village, []).append(invitation)
    return places


def count_by_post(invitations: Sequence[Invitation]) -> list[tuple[str, int]]:
    """`[("Camat", 2), ("Lurah", 11), …]`, in the order of rank, without empty ones."""
    counted = Counter(i.person.post for i in invitations if i.is_on_list)
    return [(post.label, counted[post]) for post in Post if counted[post]]


def find_persons(event: Event, text: str) -> list[Match]:
    """Active persons in whose name or place every word of the text occurs."""
    words = fold(text).split()
    if not words:
        return []
    query = (
        select(Person, Invitation)
        .outerjoin(Person.region)
        .outerjoin(
            Invitation, (Invitation.person_id == Person.id) & (Invitation.event_id == event.id)
        )
        .where(Person.is_active)
        .options(WHOLE_REGION)
        .order_by(*OFFICIAL_ORDER)
        .limit(MOST_FOUND)
    )
    return [Match(*row) for row in db.session.execute(_containing(query, words))]


def _containing(query: Select[Person, Invitation], words: list[str]) -> Select[Person, Invitation]:
    above, top = aliased(Region), aliased(Region)
    query = query.outerjoin(Region.parent.of_type(above)).outerjoin(above.parent.of_type(top))
    for word in words:
        names = (Person.folded, Region.folded, above.folded, top.folded)
        found = [name.icontains(word, autoescape=True) for name in names]
        query = query.where(found[0] | found[1] | found[2] | found[3])
    return query


def letter_of(event: Event) -> InvitationLetter | None:
    query = select(InvitationLetter).where(InvitationLetter.event_id == event.id)
    return db.session.scalar(query.options(joinedload(InvitationLetter.signer)))


def other_positions(event: Event) -> Sequence[str]:
    """What those invited persons are called whose post has no name of ours."""
    query = (
        select(Person.position)
        .join(Invitation, Invitation.person_id == Person.id)
        .where(Invitation.event_id == event.id, Invitation.withdrawn_at.is_(None))
        .where(Person.post == Post.OTHER)
        .distinct()
        .order_by(Person.position)
    )
    return db.session.scalars(query).all()
