"""Statements for pages that a whole hall opens at once: compiled once, then given to the driver.

SQLAlchemy still writes the SQL and knows how a value is kept, but only once a process; finding,
wrapping and unwrapping it anew costs ten times what the database itself takes. What only looks is
asked on a connection that is handed back at once, without a session; what changes something, and
whatever is asked while a transaction is open, belongs to that transaction. So whoever must be sure
that what was read stays so begins the transaction first (`signing.hold`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from blinker import Signal
from sqlalchemy import Delete, Dialect, Engine, Insert, Select, Update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, SessionTransaction
from sqlalchemy.types import TypeEngine

from app import here
from app.extensions import Model, db

M = TypeVar("M", bound=Model)
Row = tuple[Any, ...]
Change = Callable[[Any], Any]

Statement = Select[*tuple[Any, ...]] | Insert | Update | Delete

WITHIN = "within"  # in `g`: the transaction that was found last; where it has ended it is not taken
asked = Signal()  # for tests that count statements: the SQL of each, as it is run


class Prepared:
    """One statement; what it looks for is bound by name when it runs."""

    def __init__(self, statement: Statement, columns: Sequence[str] | None = None) -> None:
        """`columns` of a row that is inserted; each is bound by its own name."""
        self.statement, self.columns = statement, columns
        self.only_looks = isinstance(statement, Select)
        self.names = [str(column.key) for column in statement.exported_columns]
        self._forms: dict[str, _Form] = {}

    def all(self, **values: Any) -> Sequence[Row]:
        """The rows, with values as the models have them; none where nothing is returned."""
        within = _within() if self.only_looks else _begun()
        engine = within.engine if within else db.engine
        form = self._forms.get(engine.name)
        if form is None:
            form = self._forms[engine.name] = _form(self.statement, engine.dialect, self.columns)
        if asked.receivers:
            asked.send(form.sql)
        return form.read(self._run(engine, within, form.sql, form.bound(values)))

    def first(self, **values: Any) -> Row | None:
        rows = self.all(**values)
        return rows[0] if rows else None

    def alone(self, model: type[M], **values: Any) -> M | None:
        """An object of the first row, with these columns alone: to be read, in no session."""
        row = self.first(**values)
        return of_no_session(model, dict(zip(self.names, row, strict=True))) if row else None

    def _run(self, engine: Engine, within: _Within | None, sql: str, values: Any) -> Sequence[Row]:
        """Raises what SQLAlchemy raises."""
        connection = within.connection if within else _connection_of_its_own(engine)
        try:
            cursor = connection.cursor()
            cursor.execute(sql, values)
            return cursor.fetchall() if self.names else []
        except engine.dialect.loaded_dbapi.Error as error:
            raise _wrapped(error, engine) from error
        finally:
            if not within:
                _hand_back(engine, connection)


class _Form(NamedTuple):
    """A statement as one kind of database takes it."""

    sql: str
    order: Sequence[str] | None  # of the values; None where they go by name
    fixed: Mapping[str, Any]  # values that stand in the statement itself
    going: Mapping[str, Change]  # how a value is changed on its way
    coming: Sequence[tuple[int, Change]]

    def bound(self, values: dict[str, Any]) -> Any:
        for name, change in self.going.items():
            values[name] = change(values[name])
        values |= self.fixed
        return values if self.order is None else [values[name] for name in self.order]

    def read(self, rows: Sequence[Row]) -> Sequence[Row]:
        if not self.coming:
            return rows
        read = [list(row) for row in rows]
        for row in read:
            for place, change in self.coming:
                row[place] = change(row[place])
        return [tuple(row) for row in read]


def rows_changed() -> int:
    """How many rows SQLite has changed on the connection of the session's transaction, ever."""
    within = _begun()
    connection: sqlite3.Connection = within.connection
    try:
        return connection.total_changes
    except sqlite3.Error as error:  # it has been cut
        raise _wrapped(error, within.engine) from error


def of_no_session(model: type[M], told: Mapping[str, Any]) -> M:
    """An object as if read: nothing is tracked, so it costs an eighth of one that is set."""
    made: M = model.__mapper__.class_manager.new_instance()
    made.__dict__.update(told)
    return made


def _form(statement: Statement, dialect: Dialect, columns: Sequence[str] | None) -> _Form:
    compiled = statement.compile(dialect=dialect, column_keys=columns)
    fixed, going = {}, {}
    for name, bind in compiled.binds.items():
        change = _impl(bind.type, dialect).bind_processor(dialect)
        if not bind.required:
            fixed[name] = change(bind.value) if change else bind.value
        elif change:
            going[name] = change
    types = [column.type for column in statement.exported_columns]
    changes = [_impl(kind, dialect).result_processor(dialect, None) for kind in types]
    coming = [(place, change) for place, change in enumerate(changes) if change]
    return _Form(str(compiled), compiled.positiontup, fixed, going, coming)


def _impl(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)


def _connection_of_its_own(engine: Engine) -> Any:
    """Without a transaction: PostgreSQL would have to begin and end one for each question."""
    connection: Any = engine.raw_connection()
    if engine.name == "postgresql":
        connection.dbapi_connection.autocommit = True
    return connection


def _hand_back(engine: Engine, connection: Any) -> None:
    if engine.name == "postgresql" and not connection.dbapi_connection.closed:
        connection.dbapi_connection.autocommit = False
    connection.close()


def _wrapped(error: Exception, engine: Engine) -> Exception:
    """As SQLAlchemy raises it."""
    return DBAPIError.instance(
        None, None, error, type(error), hide_parameters=True, dialect=engine.dialect
    )


class _Within(NamedTuple):
    """The transaction of a session, and how to ask within it."""

    session: Session
    transaction: SessionTransaction | None
    connection: Any
    engine: Engine


def _within() -> _Within | None:
    """The transaction that is open here."""
    if known := _known():
        return known
    has_begun = db.session.registry.has() and db.session().in_transaction()
    return _begun() if has_begun else None


def _begun() -> _Within:
    """The same; begins one where none is open."""
    if known := _known():
        return known
    session = db.session()
    connection = session.connection().connection.dbapi_connection
    found = _Within(session, session.get_transaction(), connection, db.engine)
    here.kept()[WITHIN] = found
    return found


def _known() -> _Within | None:
    """Finding it again each time costs more than asking it."""
    known: _Within | None = here.kept().get(WITHIN)
    return known if known and known.session.get_transaction() is known.transaction else None
