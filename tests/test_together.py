"""Those who gather share a commit: each stands or falls alone, and nobody waits for ever."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import IntegrityError, OperationalError, TimeoutError
from sqlalchemy.orm import object_session

from app import together
from app.accounts.models import Account, Role
from app.extensions import MOST_IN_LINE, db, place_in_line
from tests.test_start import wait_until


def add(username):
    db.session.execute(
        Account.__table__.insert().values(
            username=username, name=username, role=Role.STAFF, password_hash="-"
        )
    )
    return username


def work(deeds):
    return [deed() for deed in deeds]


@pytest.fixture
def run(app):
    """Do a deed as a request would, in a context of its own."""

    def run(deed):
        with app.app_context():
            return together.do(work, deed)

    return run


def in_line(app):
    """How many wait for the one who leads."""
    return len(app.extensions["together"][work]._waiting)


@pytest.fixture
def gathered(app, run):
    """While one leads, the others gather; answers or errors, in the order of the deeds."""

    def gathered(*deeds, give_up=False):
        begun, let_go = threading.Event(), threading.Event()

        def first():
            begun.set()
            assert let_go.wait(60)

        def attempt(deed):
            try:
                return run(deed)
            except Exception as error:
                return error

        with ThreadPoolExecutor(len(deeds) + 1) as pool:
            pool.submit(attempt, first)
            assert begun.wait(60)
            waiting = []

            def are_in_line():
                done = sum(one.done() for one in waiting)
                return done + (0 if give_up else in_line(app)) == len(waiting)

            for deed in deeds:
                waiting.append(pool.submit(attempt, deed))
                wait_until(are_in_line)
            let_go.set()
            return [one.result(60) for one in waiting]

    return gathered


def names(rows):
    return sorted(account.username for account in rows(Account))


def test_a_deed_is_committed_before_it_is_answered(run, rows):
    assert run(lambda: add("siti")) == "siti"

    assert names(rows) == ["siti"]


def test_those_who_gather_share_one_commit(app, gathered, rows):
    commits = []
    with app.app_context():
        engine = db.engine
    event.listen(engine, "commit", commits.append)

    assert gathered(*(lambda n=n: add(f"p{n}") for n in range(5))) == [f"p{n}" for n in range(5)]

    assert names(rows) == [f"p{n}" for n in range(5)]
    assert len(commits) == 2  # of the one who came first, and of all others


def test_in_a_rush_who_leads_waits_a_moment_for_others(app, gathered, run, monkeypatch):
    monkeypatch.setattr(together, "GATHERING", 2)
    gathered(lambda: add("ani"), lambda: add("budi"))
    commits = []
    with app.app_context():
        event.listen(db.engine, "commit", commits.append)

    with ThreadPoolExecutor(2) as pool:
        leader = pool.submit(run, lambda: add("citra"))
        wait_until(lambda: app.extensions["together"][work]._is_led)
        other = pool.submit(run, lambda: add("dewi"))
        assert (leader.result(60), other.result(60)) == ("citra", "dewi")

    assert len(commits) == 1


def test_one_who_breaks_a_rule_keeps_nobody_back(gathered, rows):
    def broken():
        add("half")
        add("half")

    before, error, after = gathered(lambda: add("ani"), broken, lambda: add("budi"))

    assert (before, after) == ("ani", "budi")
    assert isinstance(error, IntegrityError)
    assert names(rows) == ["ani", "budi"]


def test_a_database_that_fails_is_not_asked_again_for_each(gathered, rows):
    tries = []

    def ask():
        tries.append(1)
        raise OperationalError("INSERT", None, Exception("disk I/O error"))

    answers = gathered(lambda: add("ani"), ask, lambda: add("budi"))

    assert [type(answer) for answer in answers] == [OperationalError] * 3
    assert len(tries) == 1
    assert names(rows) == []


def test_a_commit_that_fails_is_told_to_all_who_hoped_for_it(gathered, run, rows, monkeypatch):
    full = OperationalError("COMMIT", None, Exception("disk is full"))

    def spoil():
        def fail():
            monkeypatch.undo()
            raise full

        monkeypatch.setattr(db.session(), "commit", fail)
        return add("ani")

    answers = gathered(spoil, lambda: add("budi"))

    assert answers == [full, full]
    assert names(rows) == []
    assert run(lambda: add("citra")) == "citra"


def test_whoever_waits_too_long_is_told_leaves_nothing_and_stops_nobody(
    gathered, run, rows, monkeypatch
):
    with monkeypatch.context() as patch:
        patch.setattr(together, "PATIENCE", 0.01)
        (answer,) = gathered(lambda: add("ani"), give_up=True)

    assert isinstance(answer, TimeoutError)
    assert names(rows) == []
    assert run(lambda: add("budi")) == "budi"  # nobody waits for the one who has gone to lead


def test_what_came_of_an_item_belongs_to_no_session_of_somebody_elses_thread(app):
    def find():
        add("siti")
        return db.session.scalars(select(Account)).one()

    with app.app_context():
        found = together.do(work, find)

        assert found.username == "siti"
        assert object_session(found) is None


def test_where_too_many_wait_already_the_next_is_told_at_once(gathered, run, rows):
    with ExitStack() as others:
        for _ in range(MOST_IN_LINE):
            others.enter_context(place_in_line())
        with pytest.raises(OperationalError):
            run(lambda: add("ani"))

    assert names(rows) == []
    assert run(lambda: add("budi")) == "budi"


def test_whoever_holds_the_database_goes_alone(app, rows):
    with app.app_context():
        db.session.execute(text("SELECT 1"))
        add("ani")

        assert together.do(work, lambda: add("budi")) == "budi"

    assert names(rows) == ["ani", "budi"]
