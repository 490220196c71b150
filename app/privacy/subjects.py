"""Whom a request is about, and which rows are theirs: one human stands in more than one list."""

from __future__ import annotations

from typing import NamedTuple

from flask import abort

from app.accounts import personal as accounts
from app.accounts.models import Account
from app.attendees import guests
from app.attendees import personal as attendees
from app.attendees.models import Attendance
from app.directory.models import Person
from app.directory.queries import person_or_404
from app.followups import by_hand
from app.followups.models import FollowUp
from app.office import personal as office
from app.office.models import Official
from app.office.queries import official_or_404
from app.personal import ERASED, Whose
from app.presenters import personal as presenters
from app.presenters.models import Presenter

PERSON, GUEST, PRESENTER, BY_HAND = "orang", "tamu", "narasumber", "pihak"  # in addresses
OFFICIAL, ACCOUNT = "pejabat", "akun"
ERASABLE = {PERSON, GUEST, PRESENTER, BY_HAND}

# In the log.
AUDITED = {PERSON: "person", GUEST: "hadir", PRESENTER: "narasumber", BY_HAND: "pihak"}
AUDITED |= {OFFICIAL: "pejabat", ACCOUNT: "akun"}


class Subject(NamedTuple):
    """Whom a request is about."""

    kind: str  # PERSON, GUEST, PRESENTER, BY_HAND, OFFICIAL or ACCOUNT
    id: int
    name: str
    words: str  # post or institution
    is_erased: bool
    whose: Whose

    @property
    def audited_as(self) -> str:
        """How the audit log calls them: never by name."""
        return f"{AUDITED[self.kind]} {self.id}"

    @property
    def may_be_erased(self) -> bool:
        return self.kind in ERASABLE and not self.is_erased


def subject_or_404(kind: str, id: int) -> Subject:
    if kind == PERSON:
        return _person(person_or_404(id))
    if kind == PRESENTER:
        return _presenter(presenters.presenter_with_id_or_404(id))
    if kind == BY_HAND:
        return _by_hand(by_hand.by_hand_or_404(id))
    if kind == OFFICIAL:
        return _official(official_or_404(id))
    if kind == ACCOUNT:
        return _account(accounts.account_with_id_or_404(id))
    return _guest(guests.guest_or_404(id)) if kind == GUEST else abort(404)


def _person(person: Person) -> Subject:
    """With the programmes that have the same name and phone: they tell no more of who it is."""
    names = (person.full_name, person.name)
    spoke = presenters.presenters_called(names, "", person.phone)
    promised = by_hand.by_hand_called(names, "", person.phone)
    whose = attendees.whose_person(person)._replace(presenters=spoke, promises=promised)
    words = person.position_label
    return Subject(PERSON, person.id, person.full_name, words, person.is_erased, whose)


def _guest(guest: Attendance) -> Subject:
    """With the programmes: presenters sign as guests do, and one may be the other elsewhere."""
    words = ", ".join(part for part in (guest.position, guest.place) if part)
    whose, is_erased = guests.whose_guest(guest), guest.erased_at is not None
    if guest.walk_in_key is not None and not is_erased:
        known = ([guest.name], guest.place, guest.phone)
        spoke, promised = presenters.presenters_called(*known), by_hand.by_hand_called(*known)
        whose = whose._replace(presenters=spoke, promises=promised)
    return Subject(GUEST, guest.id, guest.name, words, is_erased, whose)


def _presenter(who: Presenter) -> Subject:
    """With the lists, by the same rule."""
    whose = Whose(None, (), presenters.same_presenters(who))
    if not who.is_erased:
        came = guests.guests_called(who.name, who.institution, who.phone)
        promised = by_hand.by_hand_called([who.name], who.institution, who.phone)
        whose = whose._replace(attendances=came, promises=promised)
    return Subject(PRESENTER, who.id, who.name, who.office, who.is_erased, whose)


def _by_hand(promise: FollowUp) -> Subject:
    """By name and phone alone; who has spoken or come as well is found as such."""
    words, is_erased = promise.responsible, promise.responsible == ERASED
    whose = Whose(None, (), (), by_hand.same_by_hand(promise))
    return Subject(BY_HAND, promise.id, words, "", is_erased, whose)


def _official(who: Official) -> Subject:
    """With the other terms; who stands in the directory as well is found as such."""
    whose = Whose(None, (), officials=office.terms_of(who))
    return Subject(OFFICIAL, who.id, who.full_name, who.signs_as, False, whose)


def _account(who: Account) -> Subject:
    whose = Whose(None, (), account=who.id)
    return Subject(ACCOUNT, who.id, who.name, who.username, False, whose)
