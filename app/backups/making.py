"""Making a backup: the database first, the files that it speaks of second."""

from __future__ import annotations

import os
import secrets
import tempfile
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from flask import current_app

from app import files, schema
from app.backups import archive, databases, shelf
from app.columns import now
from app.config import ROOT
from app.places import flush

PIECE = 1024 * 1024  # bytes


def make_backup(target: Path | None = None) -> Path:
    """A whole backup under its final name; whoever sees the name sees all of it.

    Files that somebody removes meanwhile are left out. Raises CannotCopy and OSError.
    """
    moment = now()
    target = target or shelf.folder() / shelf.name_for(moment)
    # A name of its own: one that was killed a moment ago may have left a part of this very second.
    part = target.with_name(f"{target.stem}-{secrets.token_hex(4)}.tar.part")
    try:
        with open(part, "xb", opener=_for_us_alone) as file:
            with (
                tempfile.TemporaryDirectory(dir=target.parent, prefix=".copy-") as room,
                archive.writing(file, moment.timestamp()) as writer,
            ):
                copy = Path(room) / "database"
                databases.copy_to(copy)
                writer.add("database", copy.stat().st_size, _pieces(copy))
                for name in sorted(files.names()):
                    _add_file(writer, name)
                _add_secret(writer)
                writer.close(
                    archive.Manifest(
                        made_at=moment.isoformat(timespec="seconds"),
                        version=own_version(),
                        schema=sorted(schema.revisions()),
                        database=databases.kind(),
                        rows=databases.count_rows(copy),
                        members={},
                    )
                )
            file.flush()
            os.fsync(file.fileno())
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)
    flush(target.parent)
    return target


def own_version() -> str:
    """As pyproject.toml says it."""
    known = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return str(known["project"]["version"])


def _add_file(writer: archive.Writer, name: str) -> None:
    try:
        size, chunks = files.size(name), files.chunks(name)
        first = next(chunks, b"")  # it is open now: nobody takes it away any more
    except (files.Gone, FileNotFoundError):
        return  # somebody has removed it since we looked
    writer.add(f"files/{name}", size, chain([first], chunks))


def _add_secret(writer: archive.Writer) -> None:
    """Without it, personal links that were handed out could not be shown again."""
    path = Path(current_app.config["DATA"]) / "secret"
    if path.exists():
        content = path.read_bytes()
        writer.add("secret", len(content), [content])


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
