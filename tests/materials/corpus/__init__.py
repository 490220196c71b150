"""Ordinary files as presenters send them, made once by real programs (see `making`)."""

from __future__ import annotations

from pathlib import Path

ORDINARY = Path(__file__).parent / "ordinary"


def ordinary() -> list[tuple[str, bytes]]:
    """All of them, as (name, bytes)."""
    return [(file.name, file.read_bytes()) for file in sorted(ORDINARY.iterdir())]
