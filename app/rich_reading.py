"""Reads HTML of any origin, Word and Google included, into blocks.

It is given what nh3 has let through, so the tags are closed and in order. It reads from front to
back and never looks back: long or deep text costs no more than its length.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

from app.fields import tidy
from app.rich_blocks import (
    DEEPEST,
    MOST_COLUMNS,
    Block,
    Cell,
    Item,
    Para,
    Run,
    Table,
    joined,
    parted,
    single_spaced,
)

HEADINGS = {"h1": "h3", "h2": "h3", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
BREAKS = {"p", "div", "li", "ul", "ol", "table", "tr", "td", "th", "blockquote", "pre", *HEADINGS}
BOLD, ITALIC = {"b", "strong"}, {"i", "em"}
WEIGHT = re.compile(r"font-weight:\s*(bold|normal|\d{3})")
HEAVY = {"bold", "600", "700", "800", "900"}
SLANT = re.compile(r"font-style:\s*(italic|normal)")
WORD_LIST = re.compile(r"mso-list:[^;]{0,40}?\blevel(\d)")
BULLET = re.compile(r"^\s*([·•o§▪–*-]|(\d{1,3}|[a-zA-Z]|[ivxlcIVXLC]{1,5})[.)])\s+")


class Look(NamedTuple):
    """How the letters inside an open tag look."""

    tag: str
    strong: bool
    em: bool
    is_ignored: bool  # the bullet that Word has written out


def read(html: str) -> list[Block]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.blocks


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.looks = [Look("", strong=False, em=False, is_ignored=False)]
        self.runs: list[Run] = []
        self.tag = "p"  # of the paragraph that is open
        self.item: tuple[int, bool] | None = None  # level and kind of the list item that is open
        self.word_level: int | None = None  # of a paragraph by which Word means a list item
        self.bullet = ""  # what Word has drawn before it
        self.lists: list[bool] = []
        self.tables = 0  # how many are open, one in the other
        self.rows: list[list[tuple[list[Run], bool]]] = []  # cells, and whether each is a head
        self.is_plain = False
        self.is_head = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        attrs = {name: value or "" for name, value in attributes}
        if tag == "br":
            self.runs.append(Run("\n"))
            return
        if tag in BREAKS:
            self._begin(tag, attrs)
        if tag != "img":
            self.looks.append(self._look(tag, attrs.get("style", "").lower()))

    def handle_endtag(self, tag: str) -> None:
        if tag in BREAKS:
            self._end(tag)
        for place in range(len(self.looks) - 1, 0, -1):
            if self.looks[place].tag == tag:
                del self.looks[place:]
                break

    def handle_data(self, data: str) -> None:
        look = self.looks[-1]
        if look.is_ignored:
            self.bullet += data.strip()[:8]
            return
        text = tidy(data)
        before = " " if data[:1].isspace() else ""
        after = " " if text and data[-1:].isspace() else ""
        if text or before:
            self.runs.append(Run(f"{before}{text}{after}", look.strong, look.em))

    def _look(self, tag: str, style: str) -> Look:
        above = self.looks[-1]
        strong, em = above.strong or tag in BOLD, above.em or tag in ITALIC
        if tag in BREAKS:
            strong = em = False  # a heading or a head of a table is bold by itself
        if weight := WEIGHT.search(style):
            strong = weight.group(1) in HEAVY
        if slant := SLANT.search(style):
            em = slant.group(1) == "italic"
        if tag in HEADINGS or tag == "th":
            strong = False
        ignored = above.is_ignored or "mso-list:ignore" in style.replace(" ", "")
        return Look(tag, strong, em, ignored)

    def _begin(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == "table":
            self._begin_table(attrs)
        elif self.tables:
            self._begin_in_table(tag)
        elif tag in {"ul", "ol"}:
            self.end_block()
            self.lists.append(tag == "ol")
        elif tag == "li":
            self.end_block()
            self.item = (self._level, self.lists[-1] if self.lists else False)
        elif self.item and not HEADINGS.get(tag):
            self._new_line()
        else:
            self.end_block()
            self.tag = HEADINGS.get(tag, "p")
            self._look_for_word_list(attrs)

    @property
    def _level(self) -> int:
        return min(max(len(self.lists) - 1, 0), DEEPEST - 1)

    def _look_for_word_list(self, attrs: dict[str, str]) -> None:
        level = WORD_LIST.search(attrs.get("style", "").lower())
        in_class = attrs.get("class", "").lower().startswith("msolistparagraph")
        if level and self.tag == "p":
            self.word_level = min(max(int(level.group(1)) - 1, 0), DEEPEST - 1)
        elif in_class and self.tag == "p":
            self.word_level = 0

    def _begin_table(self, attrs: dict[str, str]) -> None:
        if not self.tables:
            self.end_block()
            self.rows, self.is_plain = [], "polos" in attrs.get("class", "").split()
        else:
            self._new_line()
        self.tables += 1

    def _begin_in_table(self, tag: str) -> None:
        if self.tables == 1 and tag == "tr":
            self.rows.append([])
        elif self.tables == 1 and tag in {"td", "th"}:
            self.runs, self.is_head = [], tag == "th"
        else:
            self._new_line()
            if tag == "li":
                self.runs.append(Run("– "))

    def _end(self, tag: str) -> None:
        if tag == "table":
            self._end_table()
        elif self.tables:
            if self.tables == 1 and tag in {"td", "th"}:
                self._end_cell()
            elif tag not in {"tr", "ul", "ol"}:
                self._new_line()
        elif tag in {"ul", "ol"}:
            self.end_block()
            self.lists = self.lists[:-1]
        elif self.item and tag != "li":
            self._new_line()
        else:
            self.end_block()

    def _end_cell(self) -> None:
        if not self.rows:
            self.rows.append([])
        row = self.rows[-1]
        if len(row) < MOST_COLUMNS:
            row.append((self.runs, self.is_head))
        else:  # what stands further right is read in the last column
            row[-1][0].extend([Run("\n"), *self.runs])
        self.runs = []

    def _end_table(self) -> None:
        self.tables = max(self.tables - 1, 0)
        if self.tables:
            self._new_line()
            return
        rows = [
            [Cell(single_spaced(runs), is_head) for runs, is_head in row]
            for row in self.rows
            if row
        ]
        if any(cell.runs for row in rows for cell in row):
            width = max(len(row) for row in rows)
            self.blocks.append(Table([_even(row, width) for row in rows], self.is_plain))
        self.rows, self.runs = [], []

    def _new_line(self) -> None:
        if self.runs and self.runs[-1].text not in {"\n", "– "}:
            self.runs.append(Run("\n"))

    def end_block(self) -> None:
        """What has come so far becomes a block; nothing becomes none."""
        if self.runs:  # most tags end nothing
            made = parted(self.runs) if self.is_text else [single_spaced(self.runs)]
            self.blocks += [self._block(runs) for runs in made if runs]
        self.runs, self.tag, self.item = [], "p", None
        self.word_level, self.bullet = None, ""

    @property
    def is_text(self) -> bool:
        return self.tag == "p" and self.item is None and self.word_level is None

    def _block(self, runs: list[Run]) -> Block:
        if self.item:
            return Item(runs, *self.item)
        if self.word_level is None:
            return Para(_unmarked(runs) if self.tag != "p" else runs, self.tag)
        if not self.bullet and (drawn := BULLET.match(runs[0].text)):
            self.bullet = drawn.group(1)
            runs = joined([runs[0]._replace(text=runs[0].text[drawn.end() :]), *runs[1:]])
        is_number = bool(re.match(r"[\da-zA-Z]{1,5}[.)]", self.bullet))
        if self.bullet and runs:
            return Item(runs, self.word_level, is_number)
        return Para(runs or [Run(self.bullet)])


def _even(row: list[Cell], width: int) -> list[Cell]:
    """As wide as the widest row; a head is a whole row of heads."""
    is_head = all(cell.is_head for cell in row)
    return [cell._replace(is_head=is_head) for cell in row] + [Cell([], is_head)] * (
        width - len(row)
    )


def _unmarked(runs: list[Run]) -> list[Run]:
    """A heading is bold by itself, and stands on one line."""
    return joined(Run(" " if run.text == "\n" else run.text, em=run.em) for run in runs)
