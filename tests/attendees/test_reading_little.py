"""What a whole hall asks for is looked up, never searched for in the whole list."""

from __future__ import annotations

import re

import pytest

from app.attendees import crowds, signing, statements
from app.extensions import db
from app.prepared import Prepared

LIST_ALONE = re.compile(r"attendance USING \w*\s*INDEX \w+ \(event_id=\?\)")
pytestmark = pytest.mark.sqlite  # PostgreSQL plans by what it has counted


def prepared_of(*modules):
    return {
        name: one
        for module in modules
        for name, one in vars(module).items()
        if isinstance(one, Prepared)
    }


ASKED = prepared_of(crowds, signing, statements)


@pytest.mark.parametrize("name", ASKED)
def test_nobody_reads_the_whole_list_for_one_person(app, name):
    with app.app_context():
        compiled = ASKED[name].statement.compile(dialect=db.engine.dialect)
        explain = f"EXPLAIN QUERY PLAN {compiled}"
        values = dict.fromkeys(compiled.params, 1)
        with db.engine.connect() as connection:
            plan = connection.connection.cursor().execute(
                explain, [values[place] for place in compiled.positiontup]
            )
            steps = [row[3] for row in plan.fetchall()]

    assert not [step for step in steps if LIST_ALONE.search(step) or step == "SCAN attendance"]
