"""Where bytes live: a local folder, random names, nothing half written.

A file gets its final name only after its bytes and its folder are on the disk (fsync, rename,
fsync): whoever sees the name sees the whole file, also after a power cut.
"""

from __future__ import annotations

import os
import re
import secrets
import time
from contextlib import suppress
from pathlib import Path

from flask import current_app
from werkzeug.exceptions import NotFound

NAME = re.compile(r"[0-9a-f]{32}")
ABANDONED = 3600  # seconds; a younger part may be the upload of another server that shares us


class Gone(NotFound):
    """No such file; where nobody catches it, the page says 404."""


def store(content: bytes) -> str:
    """Keep the bytes and return the random name under which they are kept."""
    name = secrets.token_hex(16)
    folder = _folder()
    part = folder / f"{name}.part"
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.rename(folder / name)
    finally:
        part.unlink(missing_ok=True)
    _flush(folder)
    return name


def read(name: str) -> bytes:
    """The bytes kept under this name. Raises Gone."""
    try:
        return _path(name).read_bytes()
    except FileNotFoundError as error:
        raise Gone from error


def remove(name: str) -> None:
    """Forget the file; forgetting it twice is no error."""
    _path(name).unlink(missing_ok=True)


def sweep() -> None:
    """Remove what an interrupted upload left behind; called when the server starts."""
    for part in _folder().glob("*.part"):
        with suppress(FileNotFoundError):  # finished, or swept by another server
            if part.stat().st_mtime < time.time() - ABANDONED:
                part.unlink()


def _path(name: str) -> Path:
    if not NAME.fullmatch(name):
        raise Gone
    return _folder() / name


def _folder() -> Path:
    folder = Path(current_app.config["DATA"]) / "files"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
