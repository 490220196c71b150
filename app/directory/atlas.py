"""The whole directory in memory, loaded once: an import asks it thousands of questions."""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, scoped_session

from app.directory.models import Level, Person, Post, Region
from app.directory.spelling import neighbourhood_key, place_key


class Atlas:
    """Regions by every spelling of their name, persons by everything that identifies them."""

    def __init__(self, session: Session | scoped_session[Any]) -> None:
        self.regions: dict[int, Region] = {}
        self.districts: dict[str, Region] = {}
        self.villages: defaultdict[str, list[Region]] = defaultdict(list)
        self.neighbourhoods: dict[tuple[int, str], Region] = {}
        self.by_nip: dict[str, Person] = {}
        self.by_place: dict[tuple[str, int | None], Person] = {}
        self.by_phone: dict[tuple[str, str], Person] = {}
        self.holders: defaultdict[tuple[Post, int], list[Person]] = defaultdict(list)
        regions = select(Region).order_by(Region.sort_key, Region.id)
        for region in session.scalars(regions.options(joinedload(Region.parent))):
            self._add_region(region)
        # Active persons last: where two fit, the active one is meant.
        query = select(Person).order_by(Person.is_active, Person.id.desc())
        for person in session.scalars(query):
            self._add_person(person)

    def _add_region(self, region: Region) -> None:
        self.regions[region.id] = region
        if region.level is Level.DISTRICT:
            self.districts[place_key(region.name)] = region
        elif region.level is Level.VILLAGE:
            self.villages[place_key(region.name)].append(region)
        elif region.parent_id:
            self.neighbourhoods[region.parent_id, neighbourhood_key(region.name)] = region

    def _add_person(self, person: Person) -> None:
        if person.nip:
            self.by_nip[person.nip] = person
        self.by_place[person.folded, person.region_id] = person
        if person.phone:
            self.by_phone[person.phone, person.folded] = person
        if person.is_active and person.region_id and person.post.level:
            self.holders[person.post, person.region_id].append(person)

    def place_of(self, region_id: int | None) -> str:
        """`Perwira / Lingk. II`; `-` for no region."""
        return self.regions[region_id].place if region_id else "-"

    def villages_like(self, text: str) -> list[str]:
        """Names of kelurahan that somebody may have meant."""
        keys = get_close_matches(place_key(text), self.villages, n=2, cutoff=0.7)
        return [village.name for key in keys for village in self.villages[key]]

    def districts_like(self, text: str) -> list[str]:
        keys = get_close_matches(place_key(text), self.districts, n=2, cutoff=0.7)
        return [self.districts[key].name for key in keys]
