"""The floor under a burst: a bare WSGI function that inserts and flushes one row per request.

python -m bench.floor serves it exactly as app.start serves Balai; in the database that
BALAI_DATABASE names, else in SQLite, and with the same durability.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import psycopg

from bench import bare

local = threading.local()


def floor(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    if environ["REQUEST_METHOD"] == "POST":
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        _insert()(body.decode())
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "8")])
    return [b"Tercatat"]


def _insert() -> Callable[[str], Any]:
    """Each thread keeps its own connection, as ours do."""
    if not hasattr(local, "insert"):
        address = os.environ.get("BALAI_DATABASE", "")
        local.insert = _postgres(address) if address else _sqlite()
    kept: Callable[[str], Any] = local.insert
    return kept


def _sqlite() -> Callable[[str], Any]:
    path = Path(os.environ["BALAI_DATA"]) / "floor.sqlite"
    connection = sqlite3.connect(path, isolation_level=None, timeout=10)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS floor (text TEXT)")
    return lambda text: connection.execute("INSERT INTO floor (text) VALUES (?)", (text,))


def _postgres(address: str) -> Callable[[str], Any]:
    connection = psycopg.connect(address.replace("+psycopg", ""), autocommit=True)
    return lambda text: connection.execute("INSERT INTO floor (text) VALUES (%s)", (text,))


if __name__ == "__main__":
    bare.app.wsgi_app = floor  # type: ignore[method-assign, assignment]
    bare.main()
