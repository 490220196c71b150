from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, TypeVar

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import event as sa_event
from werkzeug.routing import Rule

from app import create_app, jobs
from app.access import COOKIE
from app.accounts.models import Account, LoginSession, hash_token, new_token
from app.extensions import db
from app.prepared import asked
from tests import databases
from tests.applications import Lender
from tests.browser import Browser
from tests.buckets import bucket, s3_server  # noqa: F401
from tests.chromium import chromium, live, log_in_there, pc, phone  # noqa: F401
from tests.factories import Factory

Row = TypeVar("Row")

MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3  # bytes; a test takes up to some hundred MB, and gives them back

# What a test writes need not survive a power cut, and waiting for the disk was half of a run.
# SQLite writes and flushes as ever. The tests of faults look for a real disk themselves.
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

SECRET = "a-secret-for-tests-that-is-long-enough"


@pytest.fixture(autouse=True, scope="session")
def quick_passwords() -> Iterator[None]:
    """An Argon2 that costs nothing; test_log_in.py puts a slow one back to measure time."""
    with pytest.MonkeyPatch.context() as patch:
        quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
        patch.setattr("app.accounts.models._hasher", quick)
        yield


@pytest.fixture(autouse=True, scope="session")
def quick_addresses() -> Iterator[None]:
    """Each test builds an application. How its two hundred addresses are put together is worked out
    once: that depends on their rules alone, and would be half the price of a test.
    """
    known: dict[tuple[str, str, bool], Any] = {}
    work_out = Rule._compile_builder

    def once(rule: Rule, append_unknown: bool = True) -> Any:
        key = (rule.rule, str(rule.defaults), append_unknown)
        if key not in known:
            known[key] = work_out(rule, append_unknown)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", once)
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if databases.SERVER and item.get_closest_marker("sqlite"):
            item.add_marker(pytest.mark.skip(reason="is about SQLite alone"))


@pytest.fixture(scope="session")
def empty_database() -> Iterator[Path | str]:
    """A database with all tables and no rows: an SQLite file to copy, or a PostgreSQL address."""
    folder = Path(tempfile.mkdtemp(prefix="balai-tests-"))
    with databases.new_database() if databases.SERVER else nullcontext("") as address:
        app = create_app(settings(folder, address))
        with app.app_context():
            db.create_all()
            db.engine.dispose()
        yield address or folder / "balai.sqlite"
    shutil.rmtree(folder)


def settings(folder: Path, address: str) -> dict[str, Any]:
    quiet = {"SECRET_KEY": SECRET, "LOG_LEVEL": "CRITICAL", "BASE_URL": "http://localhost"}
    return quiet | {"TESTING": True, "DATA": str(folder), "DATABASE": address}


@pytest.fixture(scope="session")
def lender() -> Lender:
    return Lender(settings)


@pytest.fixture
def app(tmp_path: Path, empty_database: Path | str, lender: Lender) -> Iterator[Flask]:
    if isinstance(empty_database, Path):
        shutil.copy(empty_database, tmp_path / "balai.sqlite")
    app = lender.lend(tmp_path, empty_database if databases.SERVER else "")
    if databases.SERVER:
        with app.app_context():
            databases.empty()
    yield app
    lender.take_back()


@pytest.fixture
def production(tmp_path: Path) -> Browser:
    """A visitor of an application that is set up for the open internet; its database is empty."""
    app = create_app(
        {
            "PRODUCTION": True,
            "SECRET_KEY": "kX9-mQ2vT7zR4wL8pN3jH6bF1cD5gS0y",
            "DATA": str(tmp_path),
            "LOG_LEVEL": "CRITICAL",
            "BASE_URL": "https://balai.example.go.id",
            "HOSTS": "balai.lan",
        }
    )
    app.test_client_class = Browser
    return app.test_client()


@pytest.fixture
def make(app: Flask) -> Factory:
    return Factory(app)


@pytest.fixture
def visitor(app: Flask) -> Browser:
    return app.test_client()


@pytest.fixture
def log_in(app: Flask) -> Callable[[Account], Browser]:
    """Open a browser in which this account is logged in."""

    def log_in(account: Account) -> Browser:
        token = new_token()
        with app.app_context():
            db.session.add(LoginSession(token_hash=hash_token(token), account_id=account.id))
            db.session.commit()
        browser = app.test_client()
        browser.set_cookie(COOKIE, token)
        return browser

    return log_in


@pytest.fixture
def staff(make: Factory, log_in: Callable[[Account], Browser]) -> Browser:
    """A browser in which a petugas is logged in."""
    return log_in(make.account())


@pytest.fixture
def reload(app: Flask) -> Callable[[Row], Row | None]:
    """Read a row again, as the database has it now."""

    def reload(row: Any) -> Any:
        with app.app_context():
            return db.session.get(type(row), row.id)

    return reload


@pytest.fixture
def rows(app: Flask) -> Callable[[Any], list[Any]]:
    """Everything that a table holds now, oldest first."""

    def rows(model: Any) -> list[Any]:
        with app.app_context():
            return list(
                db.session.scalars(db.select(model).order_by(*model.__mapper__.primary_key))
            )

    return rows


@pytest.fixture
def work(app: Flask) -> Callable[[], None]:
    """The worker, until nothing is left to do."""

    def work() -> None:
        with app.app_context():
            while jobs.do_one():
                pass

    return work


@pytest.fixture
def queries(app: Flask) -> Iterator[list[str]]:
    """The SQL statements issued so far, without BEGIN."""
    statements: list[str] = []

    def note(*args: Any) -> None:
        if not args[2].startswith("BEGIN"):
            statements.append(args[2])

    with app.app_context():
        engine = db.engine
    sa_event.listen(engine, "before_cursor_execute", note)
    with asked.connected_to(statements.append):
        yield statements
    sa_event.remove(engine, "before_cursor_execute", note)
