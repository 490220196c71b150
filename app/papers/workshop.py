"""A folder for long work: parts lie on disk, not in memory, and nothing of them stays."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import current_app

ABANDONED = 6 * 3600  # seconds; no work takes so long


@contextmanager
def workshop(name: str) -> Iterator[Path]:
    """An empty folder of this name, gone at the end; what a killed worker left in it goes first."""
    place = _place()
    folder = place / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def result_path(name: str) -> Path:
    """Where the result of a work is handed over; whoever takes it removes it."""
    return _place() / name


def _place() -> Path:
    """Among the data, not in /tmp: that may be memory."""
    place = Path(current_app.config["DATA"]) / "workshop"
    place.mkdir(parents=True, exist_ok=True)
    for old in place.iterdir():
        if old.stat().st_mtime < time.time() - ABANDONED:
            if old.is_dir():
                shutil.rmtree(old, ignore_errors=True)
            else:
                old.unlink(missing_ok=True)
    return place
