"""Where bytes live: a local folder, random names, nothing half written.

A file gets its final name only after its bytes and its folder are on the disk (fsync, rename,
fsync): whoever sees the name sees the whole file, also after a power cut.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from flask import current_app
from werkzeug.exceptions import NotFound

NAME = re.compile(r"[0-9a-f]{32}")
CHUNK = 256 * 1024  # bytes read at once
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


def store_file(source: Path) -> str:
    """Keep a copy of a local file, however large, and return its random name."""
    name = secrets.token_hex(16)
    folder = _folder()
    part = folder / f"{name}.part"
    try:
        with source.open("rb") as old, part.open("wb") as new:
            shutil.copyfileobj(old, new, CHUNK)
            new.flush()
            os.fsync(new.fileno())
        part.rename(folder / name)
    finally:
        part.unlink(missing_ok=True)
    _flush(folder)
    return name


def size(name: str) -> int:
    """In bytes. Raises Gone."""
    try:
        return _path(name).stat().st_size
    except FileNotFoundError as error:
        raise Gone from error


def chunks(name: str, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
    """The bytes from `start` up to, not including, `stop`, piece by piece. Raises Gone at once."""
    try:
        file = _path(name).open("rb")
    except FileNotFoundError as error:
        raise Gone from error
    return _pieces(file, start, stop)


def _pieces(file: BinaryIO, start: int, stop: int | None) -> Iterator[bytes]:
    with file:
        file.seek(start)
        left = sys.maxsize if stop is None else stop - start
        while left > 0 and (piece := file.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece


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
