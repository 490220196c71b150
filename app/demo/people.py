"""The persons of the demo: a camat, a lurah and a kepling for every place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from app.demo.names import people
from app.demo.places import SELATAN
from app.directory.models import Level, Person, Post, Region
from app.extensions import db

POSTS = {
    Level.DISTRICT: Post.DISTRICT_HEAD,
    Level.VILLAGE: Post.VILLAGE_HEAD,
    Level.NEIGHBOURHOOD: Post.NEIGHBOURHOOD_HEAD,
}
DEGREES = ("S.Sos.", "S.E.", "S.IP., M.Si.", "S.STP.", "S.H.", "S.Pd.")
# Named in the report of the real event; everybody else is invented.
CAMAT_OF_SELATAN = "Yudhi Irfan Lesmana"
HEAD_OF_OFFICE = "Agus Salim Lubis"


def add_people(places: Sequence[Region]) -> list[Person]:
    """The head of the office, and who holds the post of each place, in the order of the places."""
    crowd, phones = people(), invented_phones()
    persons = [Person(name=HEAD_OF_OFFICE, post=Post.HEAD, sex="L", is_demo=True)]
    for number, place in enumerate(places):
        name, sex = next(crowd)
        if place.code == SELATAN:
            name, sex = CAMAT_OF_SELATAN, "L"
        is_kepling = place.level is Level.NEIGHBOURHOOD
        invented = name != CAMAT_OF_SELATAN and not is_kepling
        persons.append(
            Person(
                name=name,
                back_titles=DEGREES[number % len(DEGREES)] if invented else "",
                post=POSTS[place.level],
                region=place,
                phone=None if number % 9 == 4 or not (invented or is_kepling) else next(phones),
                sex=sex,
                is_demo=True,
            )
        )
    db.session.add_all(persons)
    db.session.flush()
    return persons


def invented_phones() -> Iterator[str]:
    """0812-0000-0001 and so on: a block that rings nowhere."""
    return (f"+628120000{number:04d}" for number in count(1))
