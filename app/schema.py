"""The tables of this installation: brought up to date under a lock, never taken back in time."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import text

from app.extensions import db

LOCK_NUMBER = 1274_0402  # any number, the same for everyone who starts


class NewerSchema(RuntimeError):
    """The database was made by a newer Balai; the text says so."""


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Nobody else prepares the same data folder meanwhile; whoever comes second waits."""
    with (data / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the system lets go of it when we die
        yield


@contextmanager
def alone_on_database() -> Iterator[None]:
    """The same for several machines that share one PostgreSQL."""
    if db.engine.dialect.name != "postgresql":
        yield
        return
    with db.engine.connect() as connection:
        connection.execute(text("SET LOCAL lock_timeout = 0"))  # a migration may take minutes
        connection.execute(text("SELECT pg_advisory_lock(:number)"), {"number": LOCK_NUMBER})
        try:
            yield
        finally:
            connection.rollback()
            connection.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": LOCK_NUMBER})


def bring_up_to_date() -> None:
    """Run the migrations that are missing. Raises NewerSchema."""
    refuse_newer()
    if not is_up_to_date():
        command.upgrade(_config(), "head")


def refuse_newer() -> None:
    """Raises NewerSchema where somebody has used a newer Balai here."""
    if unknown := revisions() - known_revisions():
        raise NewerSchema(
            "This database was made by a newer version of Balai "
            f"(schema {', '.join(sorted(unknown))}). Start that version, or restore a backup."
        )


def is_up_to_date() -> bool:
    return revisions() == set(ScriptDirectory.from_config(_config()).get_heads())


def known_revisions() -> set[str]:
    """All that this version of Balai has ever had."""
    script = ScriptDirectory.from_config(_config())
    return {revision.revision for revision in script.walk_revisions()}


def revisions() -> set[str]:
    """How far the migrations have come in this database."""
    with db.engine.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads())


def _config() -> Config:
    config: Config = current_app.extensions["migrate"].migrate.get_config()
    return config
