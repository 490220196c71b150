"""Where the tests keep their rows: SQLite, or PostgreSQL where BALAI_TEST_DATABASE names one.

On SQLite each test gets a copy of an empty file. On PostgreSQL each worker of pytest has a database
of its own, emptied before each test.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from app.extensions import db

SERVER = os.environ.get("BALAI_TEST_DATABASE", "")

# Most tests fill a few of the tables with a few rows. TRUNCATE makes new files for every table and
# index, whatever is in them: a hundred times the price of deleting so little.
EMPTY = """
DO $$
DECLARE
    name text;
    size bigint;
BEGIN
    FOREACH name IN ARRAY ARRAY[{tables}] LOOP
        size := pg_relation_size(quote_ident(name)::regclass);
        IF size > 1000000 THEN
            EXECUTE 'TRUNCATE ' || quote_ident(name) || ' CASCADE';
        ELSIF size > 0 THEN
            EXECUTE 'DELETE FROM ' || quote_ident(name);
        END IF;
    END LOOP;
    PERFORM setval(quote_ident(sequencename)::regclass, 1, false)
        FROM pg_sequences WHERE last_value IS NOT NULL AND schemaname = current_schema();
END $$
"""


def empty() -> None:
    """Take all rows out of the database of this application, and everybody else out of it."""
    tables = ", ".join(f"'{table.name}'" for table in reversed(db.metadata.sorted_tables))
    leave = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with db.engine.begin() as connection:
        connection.execute(sa.text(leave))
        connection.exec_driver_sql(EMPTY.format(tables=tables))
        connection.execute(db.metadata.tables["audit_head"].insert().values(id=1))


@contextmanager
def new_database() -> Iterator[str]:
    """The address of an empty database on the server, dropped afterwards."""
    name = f"balai_{secrets.token_hex(6)}"
    server = sa.create_engine(SERVER, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with server.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield sa.make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
