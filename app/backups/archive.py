"""One backup in one file: a tar whose last member, the manifest, vouches for all others.

A backup that was cut off has no manifest, and one that was changed does not agree with it: both are
found before anything is put back. Members: `database`, `files/<name>`, `secret` (of a data folder
that made its own), `manifest.json`.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, NamedTuple, cast

FORMAT = 1
MANIFEST = "manifest.json"
MEMBER = re.compile(r"database|secret|files/[0-9a-f]{32}")
LARGEST_MANIFEST = 256 * 1024 * 1024  # bytes


class Damaged(Exception):
    """This is no whole backup; the text says what is wrong."""


class Manifest(NamedTuple):
    made_at: str  # UTC, ISO 8601
    version: str  # of Balai
    schema: list[str]  # revisions of the migrations
    database: str  # "sqlite" or "postgresql"
    rows: dict[str, int]  # by table; none where they were not counted
    members: dict[str, list[Any]]  # size in bytes and SHA-256
    format: int = FORMAT


class Writer:
    def __init__(self, tar: tarfile.TarFile, at: float) -> None:
        self.tar, self.at = tar, at
        self.members: dict[str, list[Any]] = {}

    def add(self, name: str, size: int, chunks: Iterable[bytes]) -> None:
        """Raises OSError where there are fewer bytes than were said."""
        stream = _Hashed(chunks)
        self.tar.addfile(self._head(name, size), stream)
        self.members[name] = [size, stream.digest.hexdigest()]

    def close(self, manifest: Manifest) -> None:
        text = json.dumps(manifest._asdict() | {"members": self.members}).encode()
        self.tar.addfile(self._head(MANIFEST, len(text)), io.BytesIO(text))

    def _head(self, name: str, size: int) -> tarfile.TarInfo:
        head = tarfile.TarInfo(name)
        head.size, head.mode, head.mtime = size, 0o600, self.at
        return head


@contextmanager
def writing(file: IO[bytes], at: float) -> Iterator[Writer]:
    """`at`: seconds since 1970, the time of its members."""
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
        yield Writer(tar, at)


def read_manifest(path: Path) -> Manifest:
    """Judges the whole file, byte by byte. Raises Damaged."""
    found: dict[str, list[Any]] = {}
    manifest = None
    for name, stream, size in members(path):
        if name == MANIFEST:
            manifest = _manifest(stream, size)
        elif manifest is not None or not MEMBER.fullmatch(name) or name in found:
            raise Damaged(f"It contains {name!r}, which does not belong there.")
        else:
            found[name] = [size, _digest(stream)]
    if manifest is None:
        raise Damaged("Its end is missing: it was cut off while it was written or copied.")
    if wrong := sorted(
        name for name in found | manifest.members if found.get(name) != manifest.members.get(name)
    ):
        raise Damaged(f"{len(wrong)} of its parts are missing or changed, {wrong[0]} among them.")
    return manifest


def members(path: Path) -> Iterator[tuple[str, BinaryIO, int]]:
    """Name, bytes and size of each, one after the other. Raises Damaged."""
    try:
        with tarfile.open(path, "r:") as tar:
            for member in tar:
                stream = tar.extractfile(member) if member.isreg() else None
                if stream is None:
                    raise Damaged(f"It contains {member.name!r}, which does not belong there.")
                yield member.name, cast(BinaryIO, stream), member.size
    except (tarfile.TarError, EOFError, UnicodeError, ValueError) as error:
        raise Damaged(f"It cannot be read as a backup of Balai ({error}).") from error


def _digest(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    try:
        while piece := stream.read(1024 * 1024):
            digest.update(piece)
    except tarfile.ReadError as error:
        raise Damaged("It was cut off while it was written or copied.") from error
    return digest.hexdigest()


def _manifest(stream: IO[bytes], size: int) -> Manifest:
    if size > LARGEST_MANIFEST:
        raise Damaged("Its table of contents is too large.")
    try:
        known = json.loads(stream.read())
        if known.get("format") != FORMAT:
            raise Damaged("It was made by a newer version of Balai: start that version.")
        return Manifest(**known)
    except (ValueError, TypeError, AttributeError) as error:
        raise Damaged("Its table of contents cannot be read.") from error


class _Hashed(io.RawIOBase):
    """A stream of pieces that knows the hash of what was read."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.chunks, self.rest, self.digest = iter(chunks), b"", hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        while len(self.rest) < size and (piece := next(self.chunks, b"")):
            self.rest += piece
        piece, self.rest = self.rest[:size], self.rest[size:]
        self.digest.update(piece)
        return piece
