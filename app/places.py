"""The two kinds of places where app.files keeps bytes.

A file in a folder gets its final name only after its bytes and its folder are on the disk (fsync,
rename, fsync): whoever sees the name sees the whole file, also after a power cut. A bucket shows
an object when all of it has come.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

CHUNK = 64 * 1024  # bytes read at once from a disk; each slow phone keeps some of them waiting
PIECE = 1024 * 1024  # the same from a bucket, where each costs a request
PART = 5 * 1024 * 1024  # bytes sent at once to a bucket; the smallest that S3 allows
ABANDONED = 3600  # seconds; a younger part may be the upload of another server that shares us


class Folder:
    """A local folder. Several servers may share it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)

    def put(self, name: str, content: BinaryIO) -> None:
        part = self.path / f"{name}.part"
        try:
            with part.open("wb") as file:
                shutil.copyfileobj(content, file, CHUNK)
                file.flush()
                os.fsync(file.fileno())
            part.rename(self.path / name)
        finally:
            part.unlink(missing_ok=True)
        flush(self.path)

    def size(self, name: str) -> int:
        return (self.path / name).stat().st_size

    def chunks(self, name: str, start: int, stop: int | None) -> Iterator[bytes]:
        self.size(name)  # is it there? It is opened only when somebody begins to read
        return _read(self.path / name, start, stop)

    def names(self) -> list[str]:
        return [path.name for path in self.path.iterdir() if not path.suffix]

    def remove(self, name: str) -> None:
        (self.path / name).unlink(missing_ok=True)

    def sweep(self) -> None:
        for part in self.path.glob("*.part"):
            with suppress(FileNotFoundError):  # finished, or swept by another server
                if part.stat().st_mtime < time.time() - ABANDONED:
                    part.unlink()


def _read(path: Path, start: int, stop: int | None) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        left = sys.maxsize if stop is None else stop - start
        while left > 0 and (piece := file.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece


def flush(folder: Path) -> None:
    """Have the names in a folder on the disk, too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Bucket:
    """An S3-compatible store: s3://bucket/prefix, the rest from AWS_… variables.

    It works with threads of its own, which do not survive a fork: whoever has touched a bucket
    must not fork a process that touches it too.
    """

    def __init__(self, address: str) -> None:
        import obstore  # here: 4 MB that most installations never need
        from obstore.store import S3Store

        place = urlsplit(address)
        self.calls = obstore
        self.store = S3Store(
            place.netloc,
            prefix=place.path.strip("/") or None,
            client_options={
                "allow_http": os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://"),
                "connect_timeout": "5s",
                "timeout": "60s",
            },
            retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=10)},
        )

    def put(self, name: str, content: BinaryIO) -> None:
        with self._asked():
            self.calls.put(self.store, name, content, chunk_size=PART, max_concurrency=2)

    def size(self, name: str) -> int:
        with self._asked():
            return self.calls.head(self.store, name)["size"]

    def chunks(self, name: str, start: int, stop: int | None) -> Iterator[bytes]:
        """Each piece is a request of its own: a slow phone keeps no connection open."""
        size = self.size(name)
        return self._pieces(name, start, size if stop is None else min(stop, size))

    def _pieces(self, name: str, start: int, stop: int) -> Iterator[bytes]:
        for begin in range(start, stop, PIECE):
            with self._asked():
                piece = self.calls.get_range(
                    self.store, name, start=begin, end=min(begin + PIECE, stop)
                )
            yield bytes(piece)

    def names(self) -> list[str]:
        with self._asked():
            return [str(one["path"]) for page in self.calls.list(self.store) for one in page]

    def remove(self, name: str) -> None:
        with self._asked():
            self.calls.delete(self.store, name)

    def sweep(self) -> None:
        """Nothing to do: unfinished uploads are the business of the bucket's own rules."""

    @contextmanager
    def _asked(self) -> Iterator[None]:
        """A bucket that does not answer is like a disk that does not: an OSError."""
        try:
            yield
        except self.calls.exceptions.BaseError as error:
            raise OSError(errno.EIO, "The bucket does not answer.") from error
