"""The regions as one offers them in a form."""

from __future__ import annotations

from wtforms.fields import SelectChoice

from app.directory.models import Level, Region
from app.directory.queries import all_regions

DISTRICTS = "Kecamatan"


def region_choices(keep: int | None) -> tuple[dict[int, Region], list[SelectChoice]]:
    """The regions that may be chosen, and the same as options of a select, in groups.

    Retired ones are left out, except the one that is chosen already.
    """
    regions = {r.id: r for r in all_regions() if r.is_active or r.id == keep}
    options = [SelectChoice(str(r.id), r.place, optgroup=_group(r)) for r in regions.values()]
    options.sort(key=lambda option: option.optgroup != DISTRICTS)  # stable: the rest keeps order
    return regions, [SelectChoice("0", "Tanpa wilayah"), *options]


def _group(region: Region) -> str:
    if region.level is Level.DISTRICT:
        return DISTRICTS
    village = region.parent if region.level is Level.NEIGHBOURHOOD else region
    return f"Kelurahan {village.name}" if village else ""
