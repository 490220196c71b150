"""What the desk shows: who waits for help, who is missing where, who is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from app.attendees import signature
from app.attendees.desk_queries import attendances_of, signatures_of
from app.attendees.kiosks import is_kiosk
from app.attendees.models import Attendance, Method
from app.directory.models import Level
from app.directory.spelling import fold
from app.events.models import Event
from app.invitations.queries import Invitee, invitees_with_replies

MOST_SHOWN = 60  # newest first; the rest on request, so that a full hall stays quick


class Wish(NamedTuple):
    """What the reader wants to see."""

    search: str = ""
    shared: bool = False  # only those who signed on a device together with others
    everybody: bool = False

    def fits(self, *texts: str) -> bool:
        """Every word of the search occurs somewhere, however it is written."""
        here = fold(" ".join(texts))
        return all(word in here for word in fold(self.search).split())


class Present(NamedTuple):
    attendance: Attendance
    on_device: int  # how many signed on the same device; 0 for devices of the office
    path: str | None  # of an SVG
    view_box: str = ""  # of the same
    has_namesake: bool = False  # perhaps the same person twice


class Place(NamedTuple):
    """A kelurahan (or a whole kecamatan) and who is missing from it."""

    key: str
    name: str
    invited: int
    missing: list[Invitee]


@dataclass
class Board:
    came: int  # of the invited
    on_paper: int
    shared: int
    helped: list[Present]
    places: list[Place]
    missing: int
    shown: list[Present]
    fitting: int
    again: list[Attendance]  # marked in two places while the line was away
    voided: list[Attendance]

    @property
    def fitting_missing(self) -> int:
        return sum(len(place.missing) for place in self.places)


def board_of(event: Event, wish: Wish) -> Board:
    """All of it, in three statements."""
    invitees, recorded = invitees_with_replies(event), attendances_of(event)
    valid = [one for one in recorded if one.is_valid]
    here = {one.person_id for one in valid}
    phones = [one.device for one in valid if one.device and not is_kiosk(one.device)]
    devices = Counter(phones)
    shared = {device for device, count in devices.items() if count > 1}

    known = {person.id: person.folded for person, *_ in invitees}
    plain = {one.id: _plain_name(one, known) for one in valid}
    called = Counter(plain.values())

    fitting = [one for one in valid if wish.fits(one.name, one.position, one.place, one.represents)]
    signed = [one for one in fitting if one.method is not Method.HELPED]
    if wish.shared:
        signed = [one for one in signed if one.device in shared]
        signed.sort(key=lambda one: (one.device or "", one.number))
    shown = signed if wish.everybody or wish.shared else signed[:MOST_SHOWN]
    drawn = signatures_of([one.id for one in shown])
    pictures = {
        key: (signature.svg_path(ink), signature.view_box(ink)) for key, ink in drawn.items()
    }

    def present(one: Attendance) -> Present:
        path, view_box = pictures.get(one.id, (None, ""))
        on_device = devices[one.device] if one.device else 0
        return Present(one, on_device, path, view_box, called[plain[one.id]] > 1)

    return Board(
        came=sum(person.id in here for person, *_ in invitees),
        on_paper=sum(one.method is Method.PAPER for one in valid),
        shared=sum(devices[device] for device in shared),
        helped=[present(one) for one in fitting if one.method is Method.HELPED],
        places=[] if wish.shared else _places(invitees, here, wish),
        missing=sum(person.id not in here for person, *_ in invitees),
        shown=[present(one) for one in shown],
        fitting=len(signed),
        again=[one for one in valid if one.sent_again],
        voided=[one for one in recorded if not one.is_valid],
    )


def _plain_name(one: Attendance, known: dict[int, str]) -> str:
    """Without titles where we know them: who types a name leaves them out."""
    own = None if one.represents else known.get(one.person_id or 0)
    return own or fold(one.name)


def _places(people: Sequence[Invitee], here: set[int | None], wish: Wish) -> list[Place]:
    """The missing by kelurahan; places from which everybody has come are left out."""
    places = []
    ordered = sorted(people, key=_place_of)
    for (key, name), group in groupby(ordered, key=_place_of):
        all_of_it = list(group)
        missing = [
            one
            for one in all_of_it
            if one.person.id not in here
            and wish.fits(one.person.full_name, one.person.position_label, one.substitute, name)
        ]
        missing.sort(key=lambda one: one.person.post.rank)
        if missing:
            places.append(Place(key, name, len(all_of_it), missing))
    return places


def _place_of(invitee: Invitee) -> tuple[str, str]:
    """The kelurahan of somebody of a lingkungan, else their own region."""
    region = invitee.person.region
    if region is None:
        return "", "Tanpa wilayah"
    if region.level is Level.NEIGHBOURHOOD and region.parent:
        return region.parent.sort_key, region.parent.name
    return region.sort_key, region.place
