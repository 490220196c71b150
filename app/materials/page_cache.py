"""Pictures of pages that were painted already, in a folder of bounded size."""

from __future__ import annotations

import secrets
import time
from contextlib import suppress
from pathlib import Path

from flask import current_app

from app import files
from app.errors import DiskFull

MOST = 200 * 1024 * 1024  # bytes; what is oldest goes first
AFTER = 0.8  # of it stays when there is too much, so that not every page must tidy up
FORGIVEN = 600  # seconds after which a page that could not be painted is tried again
END_OF_JPEG = b"\xff\xd9"


def get(key: str) -> bytes | None:
    """The JPEG; no bytes where it could not be painted; None where nobody has tried lately."""
    path = _folder() / f"{key}.jpg"
    try:
        content = path.read_bytes()
        if not content and path.stat().st_mtime < time.time() - FORGIVEN:
            return None
    except FileNotFoundError:
        return None
    # A power cut may leave half a file: nothing here is worth waiting for the disk.
    return content if not content or content.endswith(END_OF_JPEG) else None


def put(key: str, jpeg: bytes) -> None:
    """Keep it for the next reader, unless the disk has no room for such comfort."""
    with suppress(OSError, DiskFull):
        files.must_have_room(len(jpeg))
        folder = _folder()
        part = folder / f"{secrets.token_hex(8)}.part"
        try:
            part.write_bytes(jpeg)
            part.rename(folder / f"{key}.jpg")
        finally:
            part.unlink(missing_ok=True)
        _tidy(folder)


def _tidy(folder: Path) -> None:
    """Parts that a kill has left behind are old files among others."""
    kept = []
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # somebody else tidies up
            found = path.stat()
            kept.append((found.st_mtime, found.st_size, path))
    left = sum(size for _, size, _ in kept)
    if left <= MOST:
        return
    for _, size, path in sorted(kept):
        if left <= MOST * AFTER:
            break
        path.unlink(missing_ok=True)
        left -= size


def _folder() -> Path:
    folder = Path(current_app.config["DATA"]) / "cache"
    folder.mkdir(exist_ok=True)
    return folder
