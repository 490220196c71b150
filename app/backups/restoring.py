"""Putting a backup back into an installation that has nothing yet."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from flask import current_app

from app import files, schema
from app.backups import archive, databases
from app.extensions import db


class CannotRestore(Exception):
    """Nothing was changed; the text says why."""


def restore(path: Path) -> archive.Manifest:
    """Everything in the backup, or nothing. The database comes last: before it nobody sees a file.

    Raises Damaged, CannotRestore, CannotCopy and OSError.
    """
    if databases.has_rows():
        raise CannotRestore(
            "This installation has data of its own. Restore into an empty data folder or database."
        )
    manifest = archive.read_manifest(path)
    _refuse_foreign(manifest)
    data = Path(current_app.config["DATA"])
    with tempfile.TemporaryDirectory(dir=data, prefix=".restore-") as room:
        copy = Path(room) / "database"
        _unpack(path, copy, data)
        if not databases.is_whole(copy) or databases.count_rows(copy) != manifest.rows:
            raise archive.Damaged("Its database is not the one that was backed up.")
        db.engine.dispose()
        databases.bring_in(copy)
    schema.bring_up_to_date()
    return manifest


def _refuse_foreign(manifest: archive.Manifest) -> None:
    if manifest.database != databases.kind():
        raise CannotRestore(
            f"The backup is of {manifest.database}, this installation keeps its rows in"
            f" {databases.kind()}."
        )
    if unknown := set(manifest.schema) - schema.known_revisions():
        raise CannotRestore(
            f"The backup was made by a newer version of Balai ({manifest.version}, schema"
            f" {', '.join(sorted(unknown))}). Install that version first."
        )


def _unpack(path: Path, copy: Path, data: Path) -> None:
    for name, stream, _size in archive.members(path):
        if name == "database":
            with copy.open("wb") as file:
                shutil.copyfileobj(stream, file)
        elif name.startswith("files/"):
            files.put_back(name.removeprefix("files/"), stream)
        elif name == "secret":
            _put_secret_back(data / "secret", stream.read())


def _put_secret_back(path: Path, content: bytes) -> None:
    if not path.exists():
        with open(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            os.fsync(file.fileno())
