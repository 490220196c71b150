"""How a benchmark tells what it found: rows of `what | measured | to reach | ok`."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

HEAD = ("what", "measured", "to reach", "ok")


class Figure(NamedTuple):
    what: str
    measured: str
    to_reach: str = ""
    ok: bool | None = None  # None: printed for comparison only

    @property
    def cells(self) -> tuple[str, str, str, str]:
        words = {True: "ok", False: "NO", None: ""}
        return (self.what, self.measured, self.to_reach, words[self.ok])

    def for_comparison(self) -> Figure:
        """The same without a promise."""
        return self._replace(to_reach="", ok=None)


def at_most(what: str, value: float, limit: float, unit: str) -> Figure:
    """A figure that must not be larger than its limit."""
    return Figure(what, f"{value:,.2f} {unit}", f"<= {limit:g} {unit}", value <= limit)


def at_least(what: str, value: float, limit: float, unit: str) -> Figure:
    """A figure that must not be smaller than its limit."""
    return Figure(what, f"{value:,.2f} {unit}", f">= {limit:g} {unit}", value >= limit)


def report(figures: Sequence[Figure]) -> None:
    """Print them; the process ends with 1 when a promise is not kept."""
    print(table(figures))
    sys.exit(any(figure.ok is False for figure in figures))


def table(figures: Sequence[Figure]) -> str:
    rows = [HEAD, *(figure.cells for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = [
        " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip(" ")
        for row in rows
    ]
    return "\n".join([lines[0], "-+-".join("-" * width for width in widths), *lines[1:]])


def read_rows(text: str) -> list[Figure]:
    """The figures in what a benchmark printed; other lines are passed over."""
    found = []
    for line in text.splitlines():
        row = line.strip()
        row = row[1:-1] if row.startswith("|") else row  # written as Markdown
        cells = [cell.strip() for cell in row.split("|")]
        if len(cells) != 4 or cells[0] in {"what", "What", ""} or set(line) <= set("-+|: "):
            continue
        word = cells[3].lower()
        ok = True if word in {"yes", "ok"} else None if word == "" else False
        found.append(Figure(cells[0], cells[1], cells[2], ok))
    return found


def cpu_of_tree(pid: int) -> float:
    """Seconds of CPU that a process and all its descendants have used, to the nanosecond."""
    return sum(_cpu_of(member) for member in tree(pid))


def _cpu_of(pid: int) -> float:
    try:
        return time.clock_gettime(_cpu_clock(pid))
    except OSError:  # it has died since it was found
        return 0.0


def _cpu_clock(pid: int) -> int:
    """The clock of another process, as clock_getcpuclockid(3) makes it on Linux."""
    return (~pid << 3) | 2


def memory_of_tree(pid: int, kind: str = "Pss") -> float:
    """MB that a process and all its descendants hold; Pss counts shared pages once."""
    kilobytes = 0
    for member in tree(pid):
        for line in Path(f"/proc/{member}/smaps_rollup").read_text().splitlines():
            if line.startswith(f"{kind}:"):
                kilobytes += int(line.split()[1])
    return kilobytes / 1024


def tree(pid: int) -> list[int]:
    found = [pid]
    for member in found:
        for task in Path(f"/proc/{member}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found


def quiet_moment(seconds: float = 0.5) -> None:
    """Let what was just started settle before it is measured."""
    time.sleep(seconds)
