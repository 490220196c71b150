"""Lists whose order staff set themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Placed(Protocol):
    sort: int  # smallest first


L = TypeVar("L", bound=Placed)


def place(line: L, position: int, lines: Sequence[L]) -> None:
    """Let it stand at this place, 1 being the first; the other lines close up."""
    others = [other for other in lines if other is not line]
    others.insert(max(position, 1) - 1, line)
    for number, one in enumerate(others, start=1):
        one.sort = number
