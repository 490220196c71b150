"""Formatted text of people: headings, lists, bold, italics and two kinds of table, nothing else.

What comes from a browser, from Word or from an attacker goes through `clean` before it is kept.
"""

from __future__ import annotations

from functools import cache

import nh3
from markupsafe import Markup

TAGS = {"p", "br", "h3", "h4", "strong", "em", "ul", "ol", "li"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
TABLES = {"bergaris", "polos"}  # ruled, or without lines
GONE = {"script", "style", "title", "template", "head"}  # with everything inside


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


def clean(html: str) -> str:
    """The allowed marks and the text; every other mark goes, and every attribute with it."""
    return _cleaner().clean(html)


def markup(cleaned: str) -> Markup:
    """A text that was cleaned when it was kept, cleaned once more on its way out."""
    return Markup(clean(cleaned))
