"""A place for a file that is still to be judged. Nothing of it stays, however this ends."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flask import current_app

ABANDONED = 3600  # seconds; nothing is judged for so long


@contextmanager
def scratch_file() -> Iterator[Path]:
    """A path among the data, not in /tmp: that may be memory, and a file may be large."""
    folder = Path(current_app.config["DATA"]) / "scratch"
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    path = folder / secrets.token_hex(16)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Remove what a power cut has left behind."""
    for old in folder.iterdir():
        with suppress(FileNotFoundError):  # just done, by another thread
            if old.stat().st_mtime < time.time() - ABANDONED:
                old.unlink()
