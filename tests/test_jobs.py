"""Jobs: put into the queue by a page, done by the worker, lost by nobody."""

from __future__ import annotations

import io
import json
import logging
import pickle
import sqlite3
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import text

from app import jobs, queues
from app.config import BadSetting
from app.extensions import db
from app.logs import JsonLines, log

NAME = "Siti Aminah"
done: list[int] = []
failures: list[int] = []
forged: list[int] = []


def note(row_id: int) -> None:
    db.session.execute(text("SELECT 1"))  # there is a database
    done.append(row_id)


def fail(row_id: int) -> None:
    failures.append(row_id)
    db.session.execute(text(f"SELECT 1 FROM nowhere WHERE name = '{NAME}'"))


def forge(number: int) -> None:
    forged.append(number)


class Forged:
    def __reduce__(self):
        return (forge, (1,))


@pytest.fixture(autouse=True)
def known(app):
    """Two kinds of jobs; of the first, 7 and 8 are unfinished."""
    for noted in (done, failures, forged):
        noted.clear()
    jobs.init_app(app, [jobs.Job(note, lambda: [7, 8]), jobs.Job(fail, lambda: [])])
    with app.app_context():
        yield
    jobs.close(app)


def work() -> None:
    """Until the queue is empty."""
    while jobs.do_one():
        pass


def queue_file(app) -> Path:
    return Path(app.config["DATA"]) / "jobs.sqlite"


def test_jobs_are_done_in_turn_and_only_when_somebody_works():
    for number in (1, 2, 3):
        jobs.put(note, number)
    before = list(done)

    work()

    assert (before, done) == ([], [1, 2, 3])
    assert not jobs.do_one()


def test_another_process_finds_them(app):
    jobs.put(note, 5)
    jobs.close(app)

    work()

    assert done == [5]


def test_what_the_rows_say_is_unfinished_is_put_back(app):
    jobs.put(note, 7)
    jobs.close(app)
    queue_file(app).unlink()

    jobs.put_unfinished()
    work()

    assert done == [7, 8]


def test_a_failure_is_tried_twice_more(monkeypatch):
    monkeypatch.setattr(queues, "WAIT", 0)
    jobs.put(fail, 3)

    work()

    assert failures == [3, 3, 3]


def test_it_is_not_tried_at_once(monkeypatch):
    monkeypatch.setattr(queues, "LOOK", -1)
    jobs.put(fail, 3)
    jobs.put(note, 4)

    work()

    assert (failures, done) == ([3], [4])


def test_it_is_tried_when_its_time_has_come(monkeypatch):
    monkeypatch.setattr(queues, "WAIT", 0.001)
    monkeypatch.setattr(queues, "LOOK", -1)
    jobs.put(fail, 3)

    for _ in range(5):
        jobs.do_one()
        time.sleep(0.01)  # longer than WAIT

    assert failures == [3, 3, 3]


def test_a_failure_is_logged_without_what_people_have_typed():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    log.addHandler(handler)
    log.setLevel("INFO")
    jobs.put(fail, 3)
    jobs.put(note, 4)

    work()

    log.removeHandler(handler)
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [(line["event"], line["row"]) for line in lines] == [("job failed", 3), ("job", 4)]
    assert "in fail" in lines[0]["trace"]
    assert NAME not in stream.getvalue()


def test_a_queue_that_cannot_be_written_to_troubles_nobody(app):
    queue_file(app).mkdir()

    jobs.put(note, 1)

    assert not jobs.do_one()


def test_what_others_have_put_into_the_queue_is_never_unpacked(app):
    jobs.put(note, 1)
    foreign = sqlite3.connect(queue_file(app))
    with foreign:
        foreign.execute("UPDATE task SET data = ?", (pickle.dumps(Forged()),))
    foreign.close()

    work()

    assert (done, forged) == ([], [])


def test_the_queue_survives_a_power_cut(app):
    jobs.put(note, 1)

    storage = app.extensions["queue"].huey.storage

    assert storage.conn.execute("PRAGMA synchronous").fetchone() == (2,)


def test_a_queue_on_redis_says_what_it_needs(app):
    app.config["QUEUE"] = "redis://127.0.0.1:9"

    if find_spec("redis"):
        assert type(queues._open(app)).__name__ == "RedisHuey"
    else:
        with pytest.raises(BadSetting, match="pip install redis"):
            queues._open(app)


def test_the_driver_of_postgresql_is_not_loaded_where_nobody_needs_it():
    words = (
        "import sys; from app.queues import load_huey; load_huey(); print('psycopg' in sys.modules)"
    )

    found = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True)

    assert found.stdout == "False\n"


def test_rows_of_a_watched_kind_are_asked_for_now_and_then(app):
    rows = [5]
    jobs.close(app)
    jobs.init_app(app, [jobs.Job(note, lambda: rows, is_watched=True), jobs.Job(fail, lambda: [9])])

    jobs.put_watched()
    work()

    assert done == [5]
    assert failures == []
