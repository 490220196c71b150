"""Who is invited, as the annex of a letter lists them: by kecamatan, and by kelurahan in each."""

from __future__ import annotations

from itertools import count
from typing import NamedTuple

from app.directory.models import Level, Person
from app.events.models import Event
from app.invitations.queries import by_place, invitations_of

ELSEWHERE = "Perangkat daerah dan undangan lain"


class Guest(NamedTuple):
    number: int
    name: str
    position: str


class Village(NamedTuple):
    """A kelurahan; without a name those of the kecamatan itself."""

    name: str
    guests: list[Guest]


class District(NamedTuple):
    name: str
    villages: list[Village]


def annex_of(event: Event) -> list[District]:
    """Numbered throughout; who belongs to no place stands first, as heads of offices do."""
    numbers = count(1)
    places = by_place([one for one in invitations_of(event) if one.is_on_list])
    return [
        District(
            f"Kecamatan {district}" if district else ELSEWHERE,
            [
                Village(
                    f"Kelurahan {village}" if village else "",
                    [Guest(next(numbers), i.person.full_name, position(i.person)) for i in those],
                )
                for village, those in villages.items()
            ],
        )
        for district, villages in places.items()
    ]


def position(person: Person) -> str:
    """`Kepala Lingkungan II`: the place stands above, the lingkungan does not."""
    region = person.region
    if region is None or region.level is not Level.NEIGHBOURHOOD:
        return person.position_label
    return f"{person.position_label} {region.name.removeprefix('Lingkungan ')}"
