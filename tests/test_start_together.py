"""Several machines that share one PostgreSQL, started at the same moment."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from tests import databases
from tests.test_start import start  # noqa: F401

pytestmark = pytest.mark.skipif(not databases.SERVER, reason="is about PostgreSQL alone")


def test_two_machines_make_one_database_and_one_demo(start, tmp_path):  # noqa: F811
    with databases.new_database() as address:
        folders = [tmp_path / "one", tmp_path / "other"]
        both = [start(folder, BALAI_DATABASE=address) for folder in folders]

        greetings = [server.greeting() for server in both]

        assert all("Balai is running" in words for words in greetings)
        assert sum("Demo accounts" in words for words in greetings) == 1
        with sa.create_engine(address, poolclass=sa.NullPool).connect() as connection:
            assert connection.scalar(sa.text("SELECT count(*) FROM milestone")) == 1
        for server in both:
            server.stop()
