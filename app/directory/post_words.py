"""What lists call the posts, and what that tells us."""

from __future__ import annotations

import re
from typing import NamedTuple

from app.directory.models import Post
from app.directory.spelling import fold

ACTING = r"^(?:(?:plt|plh|pjs|pj|penjabat)\s+)?"
NEIGHBOURHOOD_HEAD = re.compile(
    ACTING + r"(?:kepling|kaling|kep lingk?|(?:kepala|ka|kep) (?:lingkungan|lingk|ling|lk))\b(.*)$"
)
VILLAGE_HEAD = re.compile(ACTING + r"lurah\b(.*)$")
DISTRICT_HEAD = re.compile(ACTING + r"camat\b(.*)$")
HEAD = re.compile(ACTING + r"(?:kadis|kepala dinas)\b(.*)$")
OWN_OFFICE = re.compile(r"^\s*$|ketenagakerjaan|tenaga kerja|disnaker|naker")


class Named(NamedTuple):
    """A post, its own words if it is none that we know, and the place that was written with it."""

    post: Post
    position: str = ""
    place: str = ""


def post_of(text: str) -> Named | None:
    """`Kaling II` → (kepling, place "ii"); `Sekretaris Lurah` → (lain); None for no text."""
    folded = fold(text)
    if not folded:
        return None
    for post, pattern in (
        (Post.NEIGHBOURHOOD_HEAD, NEIGHBOURHOOD_HEAD),
        (Post.VILLAGE_HEAD, VILLAGE_HEAD),
        (Post.DISTRICT_HEAD, DISTRICT_HEAD),
    ):
        if found := pattern.match(folded):
            return Named(post, place=found[1].strip())
    if (found := HEAD.match(folded)) and OWN_OFFICE.search(found[1]):
        return Named(Post.HEAD)
    return Named(Post.OTHER, position=" ".join(text.split()))
