"""Who answers for a promise, in the words of the day on which it was promised."""

from __future__ import annotations

from typing import NamedTuple

from app.directory.models import Level, Person
from app.office.models import Official
from app.presenters.models import Presenter


class Responsible(NamedTuple):
    words: str  # "Budi Contoh, Lurah Perwira"
    position: str = ""  # "Lurah Perwira": what everybody may read; "" where only words are known
    phone: str | None = None
    person_id: int | None = None
    presenter_id: int | None = None
    official_id: int | None = None


def of_person(person: Person) -> Responsible:
    region = person.region
    place = region.name if region and region.level is Level.DISTRICT else region and region.place
    position = f"{person.position_label} {place or ''}".strip()  # "Camat …" needs no "Kec."
    words = f"{person.full_name}, {position}"
    return Responsible(words, position, person.phone, person_id=person.id)


def of_presenter(presenter: Presenter) -> Responsible:
    parts = [part for part in (presenter.position, presenter.institution) if part]
    words = ", ".join([presenter.name, *parts])
    position = ", ".join(parts) or "Narasumber"
    return Responsible(words, position, presenter.phone, presenter_id=presenter.id)


def of_official(official: Official, phone: str | None) -> Responsible:
    words = f"{official.full_name}, {official.signs_as}"
    return Responsible(words, official.signs_as, phone, official_id=official.id)
