"""What every reader of lists agrees on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.directory.cells import text_of

MOST_ROWS = 20_000
MOST_COLUMNS = 60


class FileProblem(Exception):
    """A file that cannot be read as a list; the text says what to do next, in Indonesian."""


@dataclass(frozen=True)
class Row:
    """A row that is not blank, with its number as the file shows it."""

    number: int
    cells: list[Any]

    @cached_property
    def texts(self) -> list[str]:
        """The cells as text, worked out once."""
        return [text_of(cell) for cell in self.cells]


def too_many_rows() -> FileProblem:
    return FileProblem(
        "Berkas memuat lebih dari 20.000 baris. Bagi menjadi beberapa berkas, "
        "lalu unggah satu per satu."
    )
