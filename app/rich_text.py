"""Formatted text of people: headings, lists, bold, italics and two kinds of table, nothing else.

What comes from a browser, from Word or from an attacker goes through `clean` before it is kept.
"""

from __future__ import annotations

import re
from functools import cache

import nh3
from markupsafe import Markup

from app import plain_marks
from app.letters import with_few_marks
from app.rich_blocks import Run, Table, write
from app.rich_reading import BREAKS, read

TAGS = {"p", "br", "h3", "h4", "strong", "em", "ul", "ol", "li"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
TABLES = {"bergaris", "polos"}  # ruled, or without lines
GONE = {"script", "style", "title", "template", "head"}  # with everything inside
LONGEST_SENT = 600_000  # letters; what Word sends for ten pages is mostly about itself
LONGEST_TYPED = 150_000
DEEPEST_SENT = 200  # tags in each other; an editor makes ten, and thousands would take a minute
OPENING = re.compile(r"<(/?)(?!(?:br|p|li|tr|td|th|img|hr|col|meta|link|o:p)\b)[a-zA-Z]")
ANY_TAG = re.compile(r"<[^<>]*>")

READ = TAGS | BREAKS | {"b", "i", "span"}  # what tells of a look that has a mark of ours


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=TAGS,
        clean_content_tags=GONE,
        attributes={},
        allowed_classes={"table": TABLES},
        strip_comments=True,
        link_rel=None,
    )


@cache
def _sieve() -> nh3.Cleaner:
    """Closes and orders the tags, and leaves what says how something looked where it was copied."""
    return nh3.Cleaner(
        tags=READ,
        clean_content_tags=GONE,
        attributes={"*": {"style", "class"}},
        strip_comments=True,
        link_rel=None,
    )


def _is_deep(html: str) -> bool:
    depth = 0
    for closing in OPENING.findall(html):
        depth = max(depth - 1, 0) if closing else depth + 1
        if depth > DEEPEST_SENT:
            return True
    return False


def clean(html: str) -> str:
    """The allowed marks and the text, in one way of writing; everything else goes."""
    sent = html[:LONGEST_SENT]
    if _is_deep(sent):
        sent = ANY_TAG.sub(" ", sent)
    known = _sieve().clean(with_few_marks(sent))
    return _cleaner().clean(write(read(known)))


def markup(cleaned: str) -> Markup:
    """A text that was cleaned when it was kept, cleaned once more on its way out."""
    return Markup(_cleaner().clean(cleaned))


def plain(cleaned: str) -> str:
    """The same text with simple marks, for a browser without our editor."""
    return plain_marks.show(read(cleaned))


def from_plain(text: str) -> str:
    """What somebody has written with simple marks, cleaned."""
    return _cleaner().clean(write(plain_marks.read(with_few_marks(text[:LONGEST_TYPED]))))


def is_wide(text: str) -> bool:
    """Whether a table with simple marks loses columns: they are read in its last one."""
    return plain_marks.is_wide(text[:LONGEST_TYPED])


def lines(cleaned: str) -> list[str]:
    """The bare words of each paragraph and item; of a table, of each row."""
    found = []
    for block in read(cleaned):
        rows = (
            [block.runs]
            if not isinstance(block, Table)
            else [[run for cell in row for run in (*cell.runs, Run(" "))] for row in block.rows]
        )
        found += [" ".join("".join(run.text for run in row).split()) for row in rows]
    return [words for words in found if words]
