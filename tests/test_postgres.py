"""How a connection of the application treats PostgreSQL: no more patient than SQLite."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from app.extensions import db
from tests.databases import SERVER

pytestmark = pytest.mark.skipif(not SERVER, reason="it is about PostgreSQL")


def test_nobody_waits_for_ever_for_a_row_that_somebody_else_holds(app):
    with app.app_context(), db.engine.connect() as connection:
        assert connection.scalar(text("SHOW lock_timeout")) == "8s"
