"""What a fault has cost: the ledger beside the table, and one line for each fault."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from tests.faults.phones import Kept

HEAD = ("fault", "cycles", "acknowledged", "lost", "doubled", "besides", "ok")
SLACK = [1.0]  # how many times slower it may be: tests run beside others
CANNOT = 77  # exit code of a fault that this machine cannot produce


class CannotHere(Exception):
    """A tool or a right that is missing; the text says which."""


class Row(NamedTuple):
    fault: str
    cycles: int
    acknowledged: int
    lost: int
    doubled: int
    besides: str = ""
    wrong: Sequence[str] = ()  # what should not have been seen

    @property
    def ok(self) -> bool:
        return not (self.lost or self.doubled or self.wrong)

    @property
    def cells(self) -> tuple[str, ...]:
        figures = (self.cycles, self.acknowledged, self.lost, self.doubled)
        return (self.fault, *(f"{n:,}" for n in figures), self.besides, "ok" if self.ok else "NO")


def too_slow(what: str, seconds: float, limit: float) -> list[str]:
    return [f"{what} took {seconds:.1f} s"] if seconds > limit * SLACK[0] else []


def compare(ledger: Iterable[Kept], data: Path) -> tuple[int, int]:
    """How many of those who were told are not on the list, and how many are there twice."""
    with closing(sqlite3.connect(data / "balai.sqlite")) as connection:
        rows = connection.execute(
            "SELECT request_id, number, name FROM attendance WHERE voided_at IS NULL"
        ).fetchall()
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise RuntimeError("The database is damaged.")
    numbers = {form: number for form, number, _name in rows}
    lost = sum(
        kept.request_id not in numbers or kept.number not in {None, numbers[kept.request_id]}
        for kept in ledger
    )
    columns = zip(*rows, strict=True) if rows else ()
    doubled = max((len(column) - len(Counter(column)) for column in columns), default=0)
    return lost, doubled


def table(rows: Sequence[Row]) -> str:
    lines = [HEAD, *(row.cells for row in rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(HEAD))]
    return "\n".join(
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in (HEAD, tuple("-" * width for width in widths), *lines[1:])
    )


def main(run: Callable[[bool], list[Row]]) -> None:
    """Run one fault, long or with --short; exits with 1 when it has cost anything."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--short", action="store_true", help="a few cycles, as the tests do")
    parser.add_argument("--slack", type=float, default=1.0, help="how many times slower it may be")
    wanted = parser.parse_args()
    SLACK[0] = wanted.slack
    try:
        rows = run(wanted.short)
    except CannotHere as why:
        print(f"cannot here: {why}")
        sys.exit(CANNOT)
    print(table(rows))
    for row in rows:
        for words in row.wrong:
            print(f"WRONG {row.fault}: {words}")
    sys.exit(not all(row.ok for row in rows))
