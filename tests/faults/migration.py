"""A start that is killed at any moment while it makes or changes the tables.

The next start ends where one that nobody disturbed ends: the same tables, the same rows. Code that
is older than the database refuses in one line.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path
from unittest.mock import patch

from flask_migrate import downgrade

from app import create_app, schema
from app.backups.upgrading import upgrade_safely
from app.extensions import db
from tests.faults import tally
from tests.faults.hall import Hall
from tests.faults.tally import Row

CHANCE = re.compile(r"\d{4}-\d\d-\d\d \d\d:[0-9:.]+|[0-9a-f]{16,}")


def run(short: bool) -> list[Row]:
    rounds = 3 if short else 40
    with tempfile.TemporaryDirectory(prefix="balai-faults-") as folder:
        hall = Hall(Path(folder))
        return [
            killed(hall, rounds, "migration killed, rows there", older(hall)),
            killed(hall, rounds, "migration killed, first start", None),
            refused(hall),
        ]


def older(hall: Hall) -> bytes:
    """The database of two versions ago, with 300 people and their kegiatan in it."""
    with patch.dict(os.environ, hall.settings):
        app = create_app()
        with app.app_context():
            downgrade(revision="-2")
            db.engine.dispose()
    with closing(sqlite3.connect(database(hall))) as connection:
        return connection.serialize()


def killed(hall: Hall, rounds: int, fault: str, before: bytes | None) -> Row:
    put(hall, before)
    begun = time.monotonic()
    upgrade(hall).join()
    took, expected = time.monotonic() - begun, content(hall)
    people, wrong, cut = 0, [], 0
    for _ in range(rounds):
        put(hall, before)
        process = upgrade(hall)
        time.sleep(random.uniform(0, took))
        cut += process.is_alive()
        process.kill()
        process.join()
        upgrade(hall).join()
        found = content(hall)
        people += sum("INSERT INTO person " in line for line in found)
        wrong += [] if found == expected else ["another end than without a kill"]
    besides = f"{cut} killed before their end; all end at the same tables and rows"
    return Row(fault, rounds, people, 0, 0, besides, wrong)


def put(hall: Hall, before: bytes | None) -> None:
    shutil.rmtree(hall.data)
    hall.data.mkdir()
    if before is not None:
        database(hall).write_bytes(before)


def upgrade(hall: Hall) -> ForkProcess:
    """Forked from us, who have loaded everything: what is killed is the work, not the loading."""
    process = get_context("fork").Process(target=upgrade_here, args=(hall.settings,))
    process.start()
    return process


def upgrade_here(settings: dict[str, str]) -> None:
    data = Path(settings["BALAI_DATA"])
    with patch.dict(os.environ, settings), create_app().app_context(), schema.alone(data):
        upgrade_safely()


def content(hall: Hall) -> list[str]:
    """Every table and every row, without moments and random words."""
    with closing(sqlite3.connect(database(hall))) as connection:
        lines = [line.replace('"', "") for line in connection.iterdump()]
    # Alembic names the rules of a table that it copies in another order each time.
    in_order = ("\n".join(sorted(p.strip(" \t,") for p in line.splitlines())) for line in lines)
    return sorted(CHANCE.sub("…", line) for line in in_order)


def database(hall: Hall) -> Path:
    return hall.data / "balai.sqlite"


def refused(hall: Hall) -> Row:
    with closing(sqlite3.connect(database(hall))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9998'")
        connection.commit()
    before = content(hall)
    code, words = hall.refusal()
    wrong = [] if code == 1 and len(words.splitlines()) == 1 else [f"{code}: {words[-300:]}"]
    wrong += [] if content(hall) == before else ["the newer database was changed"]
    return Row("old code on a newer schema", 1, 0, 0, 0, f'"{words}"', wrong)


if __name__ == "__main__":
    tally.main(run)
