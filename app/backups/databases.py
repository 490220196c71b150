"""A copy of the database as it stands at one moment, while people go on signing in."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, func, select

from app.extensions import db


class CannotCopy(Exception):
    """What is missing on this machine; the text says what to install."""


def kind() -> str:
    return db.engine.dialect.name


def copy_to(path: Path) -> None:
    """Readers and writers go on meanwhile: the copy shows one moment of it."""
    if kind() == "sqlite":
        with closing(sqlite3.connect(_file())) as here, closing(sqlite3.connect(path)) as there:
            here.backup(there)
            there.execute("PRAGMA journal_mode = DELETE")
        return
    _run("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={path}")


def bring_in(path: Path) -> None:
    """Make this copy the database of an installation that has none yet.

    Until its last step, which cannot be done by half, nobody sees any of it.
    """
    if kind() == "sqlite":
        part = _file().with_suffix(".restored")
        shutil.copyfile(path, part)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.rename(_file())
        return
    _run("pg_restore", "--no-owner", "--no-acl", "--single-transaction", "--exit-on-error",
         f"--dbname={_address().database}", str(path))  # fmt: skip


def is_whole(path: Path) -> bool:
    """Whether SQLite finds nothing wrong in a copy; of PostgreSQL its own tool judges."""
    if kind() != "sqlite":
        return True
    try:
        with closing(sqlite3.connect(path)) as copy:
            found = copy.execute("PRAGMA integrity_check").fetchall()
            lost = copy.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError:
        return False
    return found == [("ok",)] and not lost


def count_rows(path: Path) -> dict[str, int]:
    """Of each table of a copy; nothing of PostgreSQL's."""
    if kind() != "sqlite":
        return {}
    with closing(sqlite3.connect(path)) as copy:
        tables = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for (name,) in tables
            if not name.startswith("sqlite_")
        }


def has_rows() -> bool:
    """Whether somebody works here already: an account, a person or a kegiatan."""
    if kind() == "sqlite" and not _file().exists():
        return False
    with db.engine.connect() as connection:
        names = set(db.inspect(db.engine).get_table_names()) & {"account", "person", "event"}
        tables = [db.metadata.tables[name] for name in names]
        return any(
            connection.scalar(select(func.count()).select_from(table).limit(1)) for table in tables
        )


def _address() -> URL:
    return db.engine.url


def _file() -> Path:
    return Path(str(_address().database))


def _run(*command: str) -> None:
    """A tool of PostgreSQL, told by its environment where to go: no password on its line."""
    address = _address()
    known = {
        "PGHOST": address.host or str(address.query.get("host", "")),
        "PGPORT": str(address.port or ""),
        "PGUSER": address.username or "",
        "PGPASSWORD": str(address.password or ""),
        "PGDATABASE": address.database or "",
    }
    program = shutil.which(command[0])
    if program is None:
        raise CannotCopy(f"{command[0]} is missing: apt-get install postgresql-client")
    done = subprocess.run(  # noqa: S603 - fixed words
        [program, *command[1:]],
        env=os.environ | {name: value for name, value in known.items() if value},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise CannotCopy(f"{command[0]} failed: {done.stderr.strip()[:300]}")
