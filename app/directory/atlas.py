"""The whole directory in memory, loaded once: an import asks it thousands of questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, scoped_session

from app.directory.models import Level, Person, Post, Region
from app.directory.spelling import neighbourhood_key, place_key

MOST_COMPARED = 1_000  # misspelt names of places for which we offer others


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
        self.compared: dict[tuple[str, bool], list[str]] = {}
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
        keys = self._close(text, self.villages)
        return [village.name for key in keys for village in self.villages[key]]

    def districts_like(self, text: str) -> list[str]:
        return [self.districts[key].name for key in self._close(text, self.districts)]

    def _close(self, text: str, known: Mapping[str, object]) -> list[str]:
        """Comparing is slow: each spelling is compared once, and not more than a person reads."""
        spelling = place_key(text), known is self.villages
        if spelling not in self.compared and len(self.compared) < MOST_COMPARED:
            self.compared[spelling] = get_close_matches(spelling[0][:80], known, n=2, cutoff=0.7)
        return self.compared.get(spelling, [])
