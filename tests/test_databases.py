"""On PostgreSQL a test begins with empty tables, though they are not made anew for it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.accounts.models import Account, Role
from app.audit import AuditHead
from app.extensions import db
from tests import databases
from tests.house import House

pytestmark = pytest.mark.skipif(not databases.SERVER, reason="is about PostgreSQL alone")


def sizes():
    tables = db.metadata.sorted_tables
    count = sa.select(sa.func.count())
    return {table.name: db.session.scalar(count.select_from(table)) for table in tables}


@pytest.mark.parametrize("large", [0, 6_000])
def test_nothing_is_left_and_numbers_begin_anew(app, make, log_in, large):
    house = House(app, make)
    house.fill(log_in(house.admin))
    with app.app_context():
        long = {"name": "x" * 90, "role": Role.STAFF, "password_hash": "-" * 90}
        if rows := [{"username": f"a{n}", **long} for n in range(large)]:
            db.session.execute(sa.insert(Account), rows)
            db.session.commit()
        assert sum(size > 0 for size in sizes().values()) > 20

        db.session.remove()
        databases.empty()

        assert {name: size for name, size in sizes().items() if size} == {"audit_head": 1}
        assert db.session.get_one(AuditHead, 1)
    assert make.account().id == 1


def test_who_still_holds_a_row_is_sent_away(app, make):
    make.account()
    with app.app_context():
        other = db.engine.connect()
        other.execute(sa.text("SELECT * FROM account FOR UPDATE"))

        databases.empty()

        assert sizes()["account"] == 0
        other.invalidate()
        other.close()
