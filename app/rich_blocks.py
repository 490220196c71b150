"""What formatted text is made of: paragraphs, headings, list items and tables, each one a block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

DEEPEST = 3  # levels of a list
MOST_COLUMNS = 12  # of a table
LINES = {False: "bergaris", True: "polos"}  # with lines, or without


class Run(NamedTuple):
    """Letters of one look. A line break is the text "\\n"."""

    text: str
    strong: bool = False
    em: bool = False


class Para(NamedTuple):
    runs: Sequence[Run]
    tag: str = "p"  # or h3, h4


class Item(NamedTuple):
    """One line of a list; `level` 0 is the outermost."""

    runs: Sequence[Run]
    level: int = 0
    ordered: bool = False


class Cell(NamedTuple):
    runs: Sequence[Run]
    is_head: bool = False


class Table(NamedTuple):
    rows: Sequence[Sequence[Cell]]
    is_plain: bool = False  # without lines


Block = Para | Item | Table


def joined(runs: Iterable[Run]) -> list[Run]:
    """Neighbours of one look become one; blanks are single, and none stands at an end of a line."""
    kept: list[Run] = []
    for (strong, em, is_break), some in _alike(run for one in _alike(runs) for run in _peeled(one)):
        if is_break:
            kept += [Run("\n") for _ in some]
            continue
        text = "".join(run.text for run in some)
        if text.startswith(" ") and (not kept or kept[-1].text[-1:] in {" ", "\n"}):
            text = text.lstrip(" ")
        kept += [Run(_single(text), strong, em)] if text else []
    return _trimmed(kept)


Alike = tuple[tuple[bool, bool, bool], list[Run]]


def _alike(runs: Iterable[Run]) -> Iterator[Alike]:
    for key, some in groupby(runs, lambda run: (run.strong, run.em, run.text == "\n")):
        yield key, list(some)


def _peeled(alike: Alike) -> list[Run]:
    """Blanks at the ends of bold letters are not bold themselves."""
    (strong, em, is_break), runs = alike
    text = "".join(run.text for run in runs)
    words = text.strip(" ")
    if is_break or not (strong or em) or words == text:
        return runs
    before, after = text.startswith(" "), text.endswith(" ") and words
    return [Run(" ")] * before + [Run(words, strong, em)] * bool(words) + [Run(" ")] * bool(after)


def single_spaced(runs: Iterable[Run]) -> list[Run]:
    """The same without empty lines."""
    kept: list[Run] = []
    for run in joined(runs):
        if run.text != "\n" or kept[-1].text != "\n":
            kept.append(run)
    return kept


def parted(runs: Iterable[Run]) -> list[list[Run]]:
    """The same, cut where there is an empty line."""
    parts: list[list[Run]] = [[]]
    for run in joined(runs):
        if run.text == "\n" and parts[-1] and parts[-1][-1].text == "\n":
            parts.append([])
        elif run.text != "\n" or parts[-1]:
            parts[-1].append(run)
    return [joined(part) for part in parts] if len(parts) > 1 else parts


def _single(text: str) -> str:
    edge = (" " if text[0] == " " else "", " " if text[-1] == " " and text.strip() else "")
    return edge[0] + " ".join(text.split()) + edge[1] if text.strip() else " "


def _trimmed(runs: list[Run]) -> list[Run]:
    """Nothing that cannot be seen at the ends of a line, and no empty line at either end."""
    kept: list[Run] = []
    for run in runs:
        if run.text == "\n":
            _strip_end(kept)
            if not kept:
                continue
        kept.append(run)
    while kept and not kept[-1].text.strip():
        kept.pop()
    _strip_end(kept)
    return kept


def _strip_end(runs: list[Run]) -> None:
    while runs and runs[-1].text == " ":
        runs.pop()
    if runs and runs[-1].text != "\n":
        runs[-1] = runs[-1]._replace(text=runs[-1].text.rstrip(" "))


def write(blocks: Iterable[Block]) -> str:
    """The blocks as HTML of few tags; the same blocks always give the same text."""
    html = []
    for is_list, some in groupby(blocks, lambda block: isinstance(block, Item)):
        if is_list:
            html.append(_list([block for block in some if isinstance(block, Item)]))
        else:
            html += [_block(block) for block in some]
    return "".join(html)


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    tag = block.tag if isinstance(block, Para) else "p"
    return f"<{tag}>{_inline(block.runs)}</{tag}>"


def _list(items: Sequence[Item]) -> str:
    """Items of deeper levels stand inside the item before them."""
    html: list[str] = []
    open_lists: list[str] = []
    for item in items:
        tag = "ol" if item.ordered else "ul"
        level = min(item.level, len(open_lists), DEEPEST - 1)
        while len(open_lists) > level + 1:
            html.append(f"</li></{open_lists.pop()}>")
        if len(open_lists) == level + 1:
            if open_lists[-1] == tag:
                html.append("</li>")
            else:
                html.append(f"</li></{open_lists.pop()}>")
        if len(open_lists) == level:
            open_lists.append(tag)
            html.append(f"<{tag}>")
        html.append(f"<li>{_inline(item.runs)}")
    html += [f"</li></{tag}>" for tag in reversed(open_lists)]
    return "".join(html)


def _table(table: Table) -> str:
    rows = ["<tr>" + "".join(_cell(cell) for cell in row) + "</tr>" for row in table.rows]
    return f'<table class="{LINES[table.is_plain]}"><tbody>{"".join(rows)}</tbody></table>'


def _cell(cell: Cell) -> str:
    tag = "th" if cell.is_head else "td"
    return f"<{tag}>{_inline(cell.runs)}</{tag}>"


def _inline(runs: Iterable[Run]) -> str:
    return "".join("<br>" if run.text == "\n" else _marked(run) for run in runs)


def _marked(run: Run) -> str:
    html = escape(run.text, quote=False)
    html = f"<em>{html}</em>" if run.em else html
    return f"<strong>{html}</strong>" if run.strong else html
