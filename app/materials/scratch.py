"""A place for a file that is still to be judged. Nothing of it stays, however this ends."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import current_app


@contextmanager
def scratch_file() -> Iterator[Path]:
    """A path beside the kept files: `files.sweep` finds there what a power cut leaves behind."""
    folder = Path(current_app.config["DATA"]) / "files"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{secrets.token_hex(16)}.part"
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)
