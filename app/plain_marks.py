"""Formatted text in plain letters, for a browser without our editor; and back, losing nothing.

## a heading        - an item        1. an item        **bold**  *slanted*
### a smaller one     - below it     | a | row |       a backslash takes a mark its meaning
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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
    single_spaced,
)

HEADS = {"h3": "##", "h4": "###"}
TAGS = {mark: tag for tag, mark in HEADS.items()}
WITHOUT_LINES = "[tabel polos]"
UNDER_HEAD = re.compile(r"\|(\s*-{3,}\s*\|)+")
JOINT = "\\+"  # between two marks that would run together
SPECIAL = re.compile(r"([\\*|])")
AT_START = re.compile(r"^(#{2,3} |- |\d{1,3}[.)] |\[tabel)")
HEAD = re.compile(r"(#{2,3}) +(\S.*)", re.DOTALL)
ITEM = re.compile(r"( *)(-|\d{1,3}[.)]) +(\S.*)", re.DOTALL)
ESCAPED = re.compile(r"\\.")
TOKEN = re.compile(r"\\(.)|(\*\*)|(\*)|(\n)|([^\\*\n]+|\\)")
CELL = re.compile(r"((?:\\.|[^\\|])*\\?)(?:\||$)")


def show(blocks: Sequence[Block]) -> str:
    """What a textarea shows. Blocks stand apart by an empty line, items of a list do not."""
    text, before = "", None
    for block in blocks:
        gap = "\n" if isinstance(block, Item) and isinstance(before, Item) else "\n\n"
        text += (gap if text else "") + _shown(block)
        before = block
    return text


def read(text: str) -> list[Block]:
    """The blocks that somebody has written."""
    blocks: list[Block] = []
    lines: list[str] = []  # of the block that is open
    for line in _with_tables(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
        if lines and isinstance(line, str) and _goes_on(line, lines[0]):
            lines.append(line)
            continue
        blocks += _block(lines)
        lines = [line] if isinstance(line, str) else []
        blocks += [line] if isinstance(line, Table) else []
    return blocks + _block(lines)


def is_wide(text: str) -> bool:
    """Whether a row has more cells than a table holds: `read` puts them into the last column."""
    rows = (line.strip() for line in text.splitlines())
    return any(len(_cells(row)) > MOST_COLUMNS for row in rows if row.startswith("|"))


def _goes_on(line: str, first: str) -> bool:
    """Whether it belongs to the block that begins with this line."""
    if not line.strip() or HEAD.match(line) or ITEM.match(line) or HEAD.match(first):
        return False
    return line.startswith("  ") or not ITEM.match(first)


def _shown(block: Block) -> str:
    if isinstance(block, Table):
        return _shown_table(block)
    words = _inline(block.runs)
    if isinstance(block, Item):
        first, *more = [AT_START.sub(r"\\\1", line) for line in words.split("\n")]
        margin = "  " * block.level
        mark = "1. " if block.ordered else "- "
        return "\n".join([margin + mark + first, *(f"{margin}  {line}" for line in more)])
    if block.tag != "p":
        return f"{HEADS[block.tag]} " + words.replace("\n", " ")
    return "\n".join(AT_START.sub(r"\\\1", line) for line in words.split("\n"))


def _shown_table(table: Table) -> str:
    lines = [WITHOUT_LINES] if table.is_plain else []
    for row in table.rows:
        cells = [_inline(cell.runs).replace("\n", "\\n") for cell in row]
        line = "| " + " | ".join(cells) + " |"
        lines.append(line.replace("-", r"\-") if UNDER_HEAD.fullmatch(line) else line)
        if all(cell.is_head for cell in row):
            lines.append("|" + "---|" * len(row))
    return "\n".join(lines)


def _inline(runs: Sequence[Run]) -> str:
    text = ""
    for run in runs:
        marked = _marked(run)
        text += JOINT + marked if text.endswith("*") and marked.startswith("*") else marked
    return text


def _marked(run: Run) -> str:
    if run.text == "\n":
        return "\n"
    words = run.text.strip(" ")
    mark = ("**" if run.strong else "") + ("*" if run.em else "")
    inner = SPECIAL.sub(r"\\\1", words)
    before = " " if run.text.startswith(" ") else ""
    after = " " if run.text.endswith(" ") and words else ""
    return f"{before}{mark}{inner}{mark[::-1]}{after}" if words else " "


def _with_tables(lines: Sequence[str]) -> Iterator[str | Table]:
    """The lines, with those that make up a table put together."""
    waiting: list[str] = []
    is_plain = False
    for line in [*lines, ""]:
        is_row = line.strip().startswith("|") and len(line.strip()) > 1
        if is_row:
            waiting.append(line.strip())
            continue
        if waiting:
            yield from _table(waiting, is_plain)
            waiting = []
        elif is_plain:
            yield WITHOUT_LINES
        is_plain = line.strip() == WITHOUT_LINES
        if not is_plain:
            yield line


def _table(lines: Sequence[str], is_plain: bool) -> Iterator[Table]:
    rows: list[list[Cell]] = []
    for line in lines:
        if UNDER_HEAD.fullmatch(line):
            rows[-1:] = [[cell._replace(is_head=True) for cell in row] for row in rows[-1:]]
            continue
        cells = _cells(line)
        last = MOST_COLUMNS - 1  # what stands further right is read there
        cells = [*cells[:last], r"\n".join(cells[last:])] if cells[last:] else cells
        rows.append([Cell(single_spaced(_runs(cell.strip()))) for cell in cells])
    width = max((len(row) for row in rows), default=0)
    if width:
        yield Table([_filled(row, width) for row in rows], is_plain)


def _cells(line: str) -> list[str]:
    cells: list[str] = CELL.findall(line.removeprefix("|"))
    cells = cells if cells[-1].strip() else cells[:-1]
    return cells[:-1] if cells and not cells[-1].strip() and not line.endswith("|") else cells


def _filled(row: list[Cell], width: int) -> list[Cell]:
    is_head = bool(row) and row[0].is_head
    return row + [Cell([], is_head)] * (width - len(row))


def _block(lines: Sequence[str]) -> list[Block]:
    """A heading, an item or a paragraph; none where nothing is written."""
    text = "\n".join(lines)
    if (found := HEAD.match(text)) and (runs := _runs(found[2])):
        return [Para([run._replace(strong=False) for run in runs], TAGS[found[1]])]
    if (found := ITEM.match(text)) and (runs := _runs(found[3])):
        level = min(len(found[1]) // 2, DEEPEST - 1)
        return [Item(runs, level, found[2] != "-")]
    runs = _runs(text)
    return [Para(runs)] if runs else []


def _runs(text: str) -> list[Run]:
    runs: list[Run] = []
    strong = em = False
    marks = ESCAPED.sub(" ", text)
    bold_left = marks.count("**")
    slanted_left = marks.count("*") - 2 * bold_left
    for token in TOKEN.finditer(text):  # one by one: a list of thousands keeps the collector busy
        escaped, bold, slanted, new_line, words = token.groups("")
        if bold and (bold_left > 1 or strong):
            strong, bold_left = not strong, bold_left - 1
        elif slanted and (slanted_left > 1 or em):
            em, slanted_left = not em, slanted_left - 1
        elif new_line or escaped == "n":
            runs.append(Run("\n"))
        elif escaped != JOINT[1]:
            runs.append(Run(_tidied(escaped or words or bold or slanted), strong, em))
    return joined(run for run in runs if run.text)


def _tidied(text: str) -> str:
    words = tidy(text)
    if not words:
        return " " if text.strip(" ") != text or text.isspace() else ""
    before = " " if text[0].isspace() else ""
    return before + words + (" " if text[-1].isspace() else "")
