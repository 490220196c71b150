"""The territory as a tree with persons counted, and places found by any spelling."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.directory.models import Level, Region
from app.directory.queries import active_counts, all_regions
from app.directory.spelling import neighbourhood_of, place_key


@dataclass
class Node:
    """A region, the active persons in it and below it, and what lies below."""

    region: Region
    persons: int = 0
    children: list[Node] = field(default_factory=list)

    @property
    def neighbourhoods(self) -> int:
        """How many lingkungan in use lie below."""
        own = self.region.level is Level.NEIGHBOURHOOD and self.region.is_active
        return own + sum(child.neighbourhoods for child in self.children)


def territory() -> list[Node]:
    """The kecamatan with everything below, in official order, in two queries."""
    counts = active_counts()
    nodes = {region.id: Node(region, counts.get(region.id, 0)) for region in all_regions()}
    tops: list[Node] = []
    for node in nodes.values():
        parent = nodes.get(node.region.parent_id or 0)
        (parent.children if parent else tops).append(node)
    for top in tops:
        for village in top.children:
            village.persons += sum(child.persons for child in village.children)
        top.persons += sum(village.persons for village in top.children)
    return tops


def find_regions(words: str, limit: int = 30) -> list[Region]:
    """Regions whose name fits in any spelling; `perwira 2` finds Lingkungan II of Perwira.

    The whole territory is some hundred rows: comparing in Python understands more than LIKE.
    """
    wanted = place_key(words)
    if not wanted:
        return []
    return [region for region in all_regions() if wanted in _key(region)][:limit]


def _key(region: Region) -> str:
    if region.level is not Level.NEIGHBOURHOOD or region.parent is None:
        return place_key(region.name)
    number, name = neighbourhood_of(region.name)
    village = place_key(region.parent.name)
    below = str(number) if number else place_key(name)
    return f"{village}{below}|{village}lingkungan{below}" if number else f"{village}{below}"
