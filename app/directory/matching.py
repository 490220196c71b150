"""Finding out which person each row of a list is about, and what that changes."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from app.directory.atlas import Atlas
from app.directory.changes import changes_of
from app.directory.entry import Entry
from app.directory.models import Person
from app.directory.placing import NewRegion, Place
from app.directory.planned import Kind, Plan, PlannedRow
from app.directory.spelling import neighbourhood_key

OTHER_NAME = "NIP ini milik {}: periksa apakah orangnya memang sama."


class Matcher:
    """Finds out which person each row is about, and what that changes."""

    def __init__(self, atlas: Atlas, result: Plan) -> None:
        self.atlas = atlas
        self.plan = result
        self.seen: dict[tuple[Any, ...], int] = {}
        self.regions: dict[tuple[int, str], NewRegion] = {}

    def match(self) -> None:
        for row in self.plan.rows:
            row.entry.place = self._one_spelling(row.entry.place)
            place = row.entry.place
            row.place = place.new.label if place.new else self.atlas.place_of(place.region_id)
            if not row.entry.problems:
                row.person = self._person(row.entry)
                self._refuse_twice(row)
            self._judge(row)
        good = [row for row in self.plan.rows if row.kind is not Kind.WRONG]
        wanted = dict.fromkeys(row.entry.place.new for row in good)
        self.plan.new_regions = sorted(filter(None, wanted), key=lambda r: r.sort_key)
        self._note_predecessors(good)

    def _one_spelling(self, place: Place) -> Place:
        """`Melati` and `Lingkungan Melati` of one kelurahan are one new lingkungan."""
        if place.new is None:
            return place
        key = (place.new.village_id, neighbourhood_key(str(place.new.number or place.new.name)))
        return Place(new=self.regions.setdefault(key, place.new))

    def _person(self, entry: Entry) -> Person | None:
        """By NIP; else by name and place; else by phone and name, who has moved then."""
        found = self.atlas.by_nip.get(entry.nip) if entry.nip else None
        if found is None and entry.folded and entry.place.new is None:
            found = self.atlas.by_place.get((entry.folded, entry.place.region_id))
        if found is None and entry.folded and entry.phone:
            found = self.atlas.by_phone.get((entry.phone, entry.folded))
        return found

    def _refuse_twice(self, row: PlannedRow) -> None:
        entry = row.entry
        keys: list[tuple[Any, ...]] = [("place", entry.folded or entry.name, entry.place.key)]
        keys += [("nip", entry.nip)] if entry.nip else []
        keys += [("phone", entry.phone, entry.folded)] if entry.phone else []
        keys += [("person", row.person.id)] if row.person else []
        twin = next((self.seen[key] for key in keys if key in self.seen), None)
        if twin is not None:
            entry.problems.append(f"Orang ini sama dengan baris {twin}.")
            return
        self.seen |= dict.fromkeys(keys, row.number)

    def _judge(self, row: PlannedRow) -> None:
        if row.entry.problems:
            row.kind = Kind.WRONG
        elif row.person:
            row.changes = changes_of(row.person, row.entry, self.atlas)
            row.kind = Kind.CHANGED if row.changes else Kind.SAME
            if not set(row.person.folded.split()) & set(row.entry.folded.split()):
                row.entry.notes.append(OTHER_NAME.format(row.person.name))

    def _note_predecessors(self, rows: list[PlannedRow]) -> None:
        """Who holds the same post and is not in the list, and rows that claim one post twice."""
        listed = {row.person.id for row in rows if row.person}
        claims: defaultdict[Any, list[PlannedRow]] = defaultdict(list)
        for row in rows:
            if row.entry.post.level:
                claims[row.entry.post, row.entry.place.key].append(row)
        for row in rows:
            claim = claims[row.entry.post, row.entry.place.key]
            if len(claim) > 1:
                other = claim[0] if claim[0] is not row else claim[1]
                same = f"Baris {other.number} juga {row.entry.post.label} di tempat ini."
                row.entry.notes.append(same)
            if row.kind is not Kind.SAME and row.entry.post.level:
                region_id = row.entry.place.region_id or 0
                holders = self.atlas.holders.get((row.entry.post, region_id), [])
                row.replaces = [p for p in holders if p.id not in listed]
