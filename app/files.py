"""Where bytes live: under random names, in a local folder or in a bucket, nothing half written."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Protocol

from flask import Flask, current_app
from werkzeug.exceptions import NotFound

from app.errors import DiskFull
from app.places import Bucket, Folder

NAME = re.compile(r"[0-9a-f]{32}")
FLOOR = 200 * 1024 * 1024  # bytes that stay free, so that rows can be written after the last file


class Gone(NotFound):
    """No such file; where nobody catches it, the page says 404."""


class Place(Protocol):
    """A folder or a bucket. What it does not have is a FileNotFoundError."""

    def put(self, name: str, content: BinaryIO) -> None: ...
    def size(self, name: str) -> int: ...
    def chunks(self, name: str, start: int, stop: int | None) -> Iterator[bytes]: ...
    def names(self) -> list[str]: ...
    def remove(self, name: str) -> None: ...
    def sweep(self) -> None: ...


def store(content: bytes) -> str:
    """Keep the bytes and return the random name under which they are kept."""
    return _keep(BytesIO(content), len(content))


def store_file(source: Path) -> str:
    """Keep a copy of a local file, however large, and return its random name."""
    with source.open("rb") as content:
        return _keep(content, os.fstat(content.fileno()).st_size)


def must_have_room(size: int = 0) -> None:
    """Raises DiskFull when so many bytes would leave too little of this machine's disk.

    To be asked before an upload is received: on a full disk nothing else works either.
    """
    disk = os.statvfs(current_app.config["DATA"])
    if disk.f_bavail * disk.f_frsize < FLOOR + size:
        raise DiskFull


def size(name: str) -> int:
    """In bytes. Raises Gone."""
    try:
        return _place().size(_known(name))
    except FileNotFoundError as error:
        raise Gone from error


def chunks(name: str, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
    """The bytes from `start` up to, not including, `stop`, piece by piece. Raises Gone at once."""
    try:
        return _place().chunks(_known(name), start, stop)
    except FileNotFoundError as error:
        raise Gone from error


def read(name: str) -> bytes:
    """The bytes kept under this name. Raises Gone."""
    try:
        return b"".join(chunks(name))
    except FileNotFoundError as error:  # removed while we began
        raise Gone from error


def names() -> list[str]:
    """All files there are now, in no order that means anything."""
    return [name for name in _place().names() if NAME.fullmatch(name)]


def put_back(name: str, content: BinaryIO) -> None:
    """Keep a file of a backup under the name that it had."""
    _place().put(_known(name), content)


def remove(name: str) -> None:
    """Forget the file; forgetting it twice is no error."""
    _place().remove(_known(name))


def sweep() -> None:
    """Remove what an interrupted upload left behind; called when the server starts."""
    _place().sweep()


def _keep(content: BinaryIO, size: int) -> str:
    if not current_app.config["FILES"]:
        must_have_room(size)
    name = secrets.token_hex(16)
    _place().put(name, content)
    return name


def _known(name: str) -> str:
    if not NAME.fullmatch(name):
        raise Gone
    return name


def _place() -> Place:
    place: Place | None = current_app.extensions.get("files")
    if place is None:  # the first file of this process; two threads may both make one
        place = current_app.extensions["files"] = _chosen(current_app)
    return place


def _chosen(app: Flask) -> Place:
    address = app.config["FILES"]
    return Bucket(address) if address else Folder(Path(app.config["DATA"]) / "files")
