"""To whom a letter is written, worked out from the target: `Lurah se-Kecamatan Datuk Bandar`."""

from __future__ import annotations

from collections.abc import Sequence

from app.directory.models import Level, Post
from app.directory.queries import districts
from app.events.models import Event
from app.invitations.queries import other_positions

AS_LISTED = "Daftar terlampir"
MOST_LINES = 6  # more than that, or a longer line, is a list of its own
LONGEST_LINE = 120  # letters
FEW = 3  # districts whose heads are named one by one


def addressees(event: Event, area: str) -> list[str]:
    """The lines behind `Yth.`; `area` is how the whole territory is called: `Kota Tanjungbalai`."""
    lines = [line for post in event.posts for line in _of_post(event, post, area)]
    lines += other_positions(event)
    if not lines or len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
        return [AS_LISTED]
    return lines


def listed(words: Sequence[str]) -> str:
    """`A`, `A dan B`, `A, B, dan C`"""
    if len(words) < 3:
        return " dan ".join(words)
    return ", ".join(words[:-1]) + f", dan {words[-1]}"


def _of_post(event: Event, post: Post, area: str) -> list[str]:
    whole = [region for region in event.regions if region.level is Level.DISTRICT]
    names = [region.name for region in whole]
    parts = [region.name for region in event.regions if region.level is Level.VILLAGE]
    everywhere = len(whole) > 1 and {one.id for one in whole} >= {
        one.id for one in districts() if one.is_active
    }
    across = f"{post.label} se-{area}" if area else ""
    if post is Post.DISTRICT_HEAD:
        if everywhere and across:
            return [across]
        alone = [f"{post.label} {name}" for name in names]
        return alone if len(alone) <= FEW else [f"{post.label} {listed(names)}"]
    if post not in {Post.VILLAGE_HEAD, Post.NEIGHBOURHOOD_HEAD}:
        return []  # the head of the office signs; others are named by their own positions
    wide = f"{post.label} se-Kecamatan {listed(names)}" if names else ""
    lines = [across] if everywhere and across else [wide] if wide else []
    if parts:
        inside = "" if post is Post.VILLAGE_HEAD else "se-Kelurahan "
        lines.append(f"{post.label} {inside}{listed(parts)}")
    return lines
