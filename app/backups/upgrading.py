"""A new version of the tables, with the way back kept open."""

from __future__ import annotations

from app import schema
from app.backups.making import make_backup


def upgrade_safely() -> list[str]:
    """Back up what is there, then run the migrations that are missing; what was done, in lines.

    An empty database, and one that is up to date, needs no backup. Raises NewerSchema, CannotCopy
    and OSError.
    """
    done = []
    if schema.revisions() and not schema.is_up_to_date():
        schema.refuse_newer()
        done.append(f"Backup: {make_backup()}")
    schema.bring_up_to_date()
    return [*done, "The tables are up to date."]
