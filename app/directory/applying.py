"""Doing what a plan says, whole or not at all. The caller commits."""

from __future__ import annotations

from app.directory.changes import name_of
from app.directory.models import Person, Region
from app.directory.placing import NewRegion
from app.directory.planned import Kind, Plan, PlannedRow
from app.extensions import db


class NotReady(Exception):
    """Rows are in the way; the text says what the person can do about it."""


def apply_plan(
    plan: Plan, *, create_regions: bool, skip_wrong: bool, retire_replaced: bool
) -> dict[str, int]:
    """Add and change persons and return counts. Raises NotReady before anything is changed."""
    _check(plan, create_regions, skip_wrong)
    ready = [row for row in plan.rows if row.is_ready(new_regions=create_regions)]
    regions = _create(plan.new_regions) if create_regions else {}
    for row in ready:
        if row.kind is not Kind.SAME:
            _write(row, regions)
    replaced = {p.id: p for row in ready for p in row.replaces} if retire_replaced else {}
    for person in replaced.values():
        _ours(person).leave()
    db.session.flush()
    return {
        "baru": sum(row.kind is Kind.NEW for row in ready),
        "berubah": sum(row.kind is Kind.CHANGED for row in ready),
        "tetap": sum(row.kind is Kind.SAME for row in ready),
        "dilewati": len(plan.rows) - len(ready),
        "lingkungan": len(regions),
        "nonaktif": len(replaced),
    }


def _check(plan: Plan, create_regions: bool, skip_wrong: bool) -> None:
    blocked = plan.blocked_rows(new_regions=create_regions)
    if not blocked or skip_wrong:
        return
    wrong = plan.counts[Kind.WRONG]
    if blocked > wrong:
        raise NotReady(
            f"Belum diterapkan: {blocked - wrong} baris menyebut lingkungan baru. "
            "Centang “Buat lingkungan baru”, atau “Lewati baris yang salah”."
        )
    raise NotReady(
        f"Belum diterapkan: {wrong} baris masih salah. Perbaiki berkasnya lalu unggah lagi, "
        "atau centang “Lewati baris yang salah”."
    )


def _create(wanted: list[NewRegion]) -> dict[NewRegion, Region]:
    made: dict[NewRegion, Region] = {}
    for new in wanted:
        village = db.session.get_one(Region, new.village_id)
        made[new] = Region.neighbourhood(village, new.number, new.name)
    db.session.add_all(made.values())
    db.session.flush()
    return made


def _ours(person: Person) -> Person:
    """The person in our session: the plan is as old as the directory, so nothing is read again."""
    return db.session.merge(person, load=False)


def _write(row: PlannedRow, regions: dict[NewRegion, Region]) -> None:
    entry = row.entry
    person = _ours(row.person) if row.person else Person(front_titles="", back_titles="")
    person.name = name_of(person, entry) if row.person else entry.name
    person.front_titles = entry.front_titles or person.front_titles
    person.back_titles = entry.back_titles or person.back_titles
    person.post, person.position = entry.post, entry.position
    region_id = regions[entry.place.new].id if entry.place.new else entry.place.region_id
    person.region_id = region_id or person.region_id
    person.phone = entry.phone or person.phone
    person.email = entry.email or person.email
    person.nip = entry.nip or person.nip
    person.sex = entry.sex or person.sex
    person.come_back()
    if row.person is None:
        db.session.add(person)
