"""How migrations meet the database: each one whole or not at all, on SQLite too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic import context
from flask import current_app

from app.columns import UtcDateTime


@contextmanager
def connection() -> Iterator[sa.Connection]:
    """A connection that does not enforce foreign keys on SQLite while tables are rebuilt.

    SQLite alters a table by copying it and dropping the old one, and a dropped table takes along
    what refers to it with ON DELETE CASCADE. The switch works outside a transaction only.
    """
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as opened:
        raw: Any = opened.connection.dbapi_connection
        is_sqlite = engine.dialect.name == "sqlite"
        if is_sqlite:
            raw.execute("PRAGMA foreign_keys = OFF")
        try:
            yield opened
        finally:
            if is_sqlite:
                opened.rollback()
                raw.execute("PRAGMA foreign_keys = ON")


def check_foreign_keys(ctx: Any, **_: Any) -> None:
    """The last deed of each migration, inside its transaction: no row refers to nothing."""
    if ctx.dialect.name == "sqlite":
        broken = ctx.connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"The migration left rows that refer to nothing: {broken[:5]}")


def render_item(kind: str, item: Any, _autogenerate: Any) -> str | bool:
    """Version files name plain types, and words that every database understands.

    They must run when our own types have long changed.
    """
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime()"
    if kind == "server_default" and isinstance(item.arg, sa.False_ | sa.True_):
        return f"sa.{item.arg}()"
    return False


with connection() as opened:
    settings = current_app.extensions["migrate"]
    context.configure(
        connection=opened,
        target_metadata=settings.metadata,
        transactional_ddl=True,  # SQLite can, since app.extensions says BEGIN itself
        on_version_apply=[check_foreign_keys],
        render_item=render_item,
        **settings.configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()
