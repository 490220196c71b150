"""The regions as one offers them in a form."""

from __future__ import annotations

from app.directory.models import Level, Person, Region
from app.directory.queries import all_regions

Choices = dict[str, list[tuple[str, str]]]


def region_choices(person: Person | None) -> tuple[dict[int, Region], Choices]:
    """The regions that may be chosen, and the same as groups for a select.

    Retired ones are left out, except the one in which the person is now.
    """
    keep = person.region_id if person else None
    regions = {r.id: r for r in all_regions() if r.is_active or r.id == keep}
    groups: Choices = {"": [("0", "Tanpa wilayah")], "Kecamatan": []}
    for region in regions.values():
        option = (str(region.id), region.place)
        if region.level is Level.DISTRICT:
            groups["Kecamatan"].append(option)
        elif region.level is Level.VILLAGE:
            groups.setdefault(f"Kelurahan {region.name}", []).append(option)
        elif region.parent:
            groups.setdefault(f"Kelurahan {region.parent.name}", []).append(option)
    return regions, {name: options for name, options in groups.items() if options}
