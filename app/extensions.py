"""The singletons and the parent of all models. This module knows nothing of ours but turns."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import has_request_context, request
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from htmx_flask import Htmx
from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session

from app import turns

BUSY_TIMEOUT = 8_000  # ms; at 200 ms three in a hundred sign-ins were lost in a rush

NOTHING = 1_000  # ms in line that are not worth subtracting
MOST_IN_LINE = 64  # threads that may wait until they can write; others go on showing pages
STILL = 1.0  # seconds; where none has got a place for so long, nobody waits for one any more


class FormTokens(CSRFProtect):
    """Looks at the token of what may change something; all else needs none."""

    def protect(self, apply_exemptions: bool = False) -> None:
        if not only_looks():
            super().protect(apply_exemptions)


class Model(DeclarativeBase):
    """The parent of all models. Every constraint gets a name that a migration can mention."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Model, session_options={"expire_on_commit": False})
migrate = Migrate()
csrf = FormTokens()
htmx = Htmx()

_line = threading.Lock()
_places = threading.BoundedSemaphore(MOST_IN_LINE)
_mine = threading.local()  # `has_place` in a thread that has one
_last_taken = 0.0  # when somebody has got a place
_BUSY = sqlite3.OperationalError("database is locked")


@event.listens_for(Engine, "connect")
def prepare_sqlite(connection: Any, _record: Any) -> None:
    """Durable, patient and strict: an acknowledged row survives a power cut."""
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            f"busy_timeout = {BUSY_TIMEOUT}",
            "foreign_keys = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "connect")
def prepare_postgres(connection: Any, _record: Any) -> None:
    """As patient, and no more: by itself it waits for ever, and a whole hall with it."""
    if not isinstance(connection, sqlite3.Connection):
        connection.execute(f"SET lock_timeout = {BUSY_TIMEOUT}")
        connection.commit()


@event.listens_for(Engine, "begin")
def begin_sqlite(connection: Connection) -> None:
    """Take the write lock first: reading and then writing fails with "database is locked".

    A request that only reads takes none, so that nobody waits for a reader.
    """
    if connection.dialect.name == "sqlite":
        if only_looks() or connection.get_execution_options().get("reads"):
            connection.exec_driver_sql("BEGIN")
        else:
            begin_in_line(connection)


def only_looks() -> bool:
    """Whether this is a request that changes nothing."""
    return has_request_context() and request.method in {"GET", "HEAD", "OPTIONS"}


@contextmanager
def place_in_line() -> Iterator[None]:
    """For whoever waits to write. Raises OperationalError where all places are taken.

    Should somebody hold the database for seconds, a hall that sends would else take every thread,
    and nobody could read. In a rush one is free again as soon as the next commit is done: whoever
    comes waits for it while others still get one. Who has a place, as whoever writes for all in
    line, needs no second one.
    """
    global _last_taken
    if hasattr(_mine, "has_place"):
        yield
        return
    if not _places.acquire(blocking=False):
        with turns.let_others():
            if not _places.acquire(timeout=max(_last_taken + STILL - time.monotonic(), 0)):
                raise OperationalError("BEGIN", None, _BUSY)
    _last_taken = time.monotonic()
    _mine.has_place = True
    try:
        yield
    finally:
        del _mine.has_place
        _places.release()


def begin_in_line(connection: Connection) -> None:
    """Only one thread at a time asks SQLite for the lock; the others stand in line.

    SQLite lets those who wait sleep longer and longer and never looks who was first: in a rush
    some would wait for seconds.
    """
    with place_in_line():
        _begin_in_turn(connection)


def _begin_in_turn(connection: Connection) -> None:
    began = time.monotonic()
    if not _line.acquire(blocking=False):
        with turns.let_others():
            if not _line.acquire(timeout=BUSY_TIMEOUT / 1000):
                raise OperationalError("BEGIN IMMEDIATE", None, _BUSY)
    try:
        waited = int((time.monotonic() - began) * 1000)
        if waited < NOTHING:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            return
        # Who stood in line waits for the database only as long as is left.
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {max(BUSY_TIMEOUT - waited, 1)}")
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
    finally:
        _line.release()


def reading_session() -> Session:
    """A session beside the request's own that only reads, and so takes no write lock.

    What it has loaded can still be read when it is closed.
    """
    return Session(db.engine.execution_options(reads=True), expire_on_commit=False)


@contextmanager
def impatient_connection() -> Iterator[Connection]:
    """A transaction beside the request's own, for what may be left undone when somebody writes.

    Raises OperationalError instead of waiting.
    """
    with db.engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        if not isinstance(raw, sqlite3.Connection):
            with connection.begin():
                connection.exec_driver_sql("SET LOCAL lock_timeout = '200ms'")
                yield connection
            return
        raw.execute("PRAGMA busy_timeout = 0")
        try:
            with connection.begin():
                yield connection
        finally:
            raw.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
