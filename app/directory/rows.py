"""What every reader of lists agrees on."""

from __future__ import annotations

from typing import Any, NamedTuple

MOST_ROWS = 20_000
MOST_COLUMNS = 60


class FileProblem(Exception):
    """A file that cannot be read as a list; the text says what to do next, in Indonesian."""


class Row(NamedTuple):
    """A row that is not blank, with its number as the file shows it."""

    number: int
    cells: list[Any]


def too_many_rows() -> FileProblem:
    return FileProblem(
        "Berkas memuat lebih dari 20.000 baris. Bagi menjadi beberapa berkas, "
        "lalu unggah satu per satu."
    )
