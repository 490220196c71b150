"""How a connection of the application treats SQLite: durable, patient, strict."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from app.extensions import db

pytestmark = pytest.mark.sqlite


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL: a row that was acknowledged survives a power cut
        ("busy_timeout", 8000),
        ("foreign_keys", 1),
    ],
)
def test_every_connection_is_set_up(app, pragma, value):
    with app.app_context(), db.engine.connect() as connection:
        assert connection.scalar(text(f"PRAGMA {pragma}")) == value
