"""What a page that polls is told without asking the database."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from app import live
from app.columns import now
from app.events.models import Event
from app.extensions import db
from tests.factories import Factory

Change = Callable[[Event], None]


@pytest.fixture
def change(app: Flask) -> Change:
    """Something happens to a question of this kegiatan."""

    def change(event: Event) -> None:
        with app.app_context():
            live.questions_changed(event)
            db.session.commit()

    return change


def mark(app: Flask, event: Event, *reader: str) -> str:
    with app.app_context():
        fresh = db.session.get(Event, event.id)
        assert fresh is not None
        return live.mark_for(fresh, *reader)


def is_unchanged(app: Flask, event: Event, mark: str, *reader: str) -> bool:
    with app.test_request_context(headers={"If-None-Match": f'W/"{mark}"'}):
        return live.unchanged_answer(event.code, *reader) is not None


def test_a_reader_who_has_it_all_is_told_so_until_something_changes(
    app: Flask, make: Factory, change: Change
) -> None:
    event = make.event()
    shown = mark(app, event, "ani")

    before = is_unchanged(app, event, shown, "ani")
    change(event)

    assert before
    assert not is_unchanged(app, event, shown, "ani")


def test_nobody_is_told_with_the_mark_of_another(app: Flask, make: Factory) -> None:
    event, other = make.event(), make.event()
    shown = mark(app, event, "ani")

    assert not is_unchanged(app, event, shown, "budi")
    assert not is_unchanged(app, other, shown, "ani")
    assert not is_unchanged(app, event, shown, "ani", "saring=baru")


@pytest.mark.parametrize("forged", ["", "*", "0", "0.0.0", "9" * 400, "0.1.{}", "0.99999999999.{}"])
def test_a_forged_mark_gains_nothing(app: Flask, make: Factory, forged: str) -> None:
    event = make.event()

    assert not is_unchanged(app, event, forged.format("a" * 32), "ani")


def test_a_mark_grows_old(app: Flask, make: Factory, monkeypatch: pytest.MonkeyPatch) -> None:
    event = make.event()
    shown = mark(app, event, "ani")

    later = now() + timedelta(seconds=live.MARK_LIVES + 1)
    monkeypatch.setattr(live, "now", lambda: later)

    assert not is_unchanged(app, event, shown, "ani")


@pytest.mark.parametrize(("ahead", "counts"), [(live.AHEAD - 20, True), (live.AHEAD + 20, False)])
def test_a_mark_of_a_clock_that_is_ahead_counts_where_it_is_a_little_ahead(
    app: Flask, make: Factory, monkeypatch: pytest.MonkeyPatch, ahead: int, counts: bool
) -> None:
    event = make.event()
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(live, "now", lambda: now() + timedelta(seconds=ahead))
        shown = mark(app, event, "ani")

    assert is_unchanged(app, event, shown, "ani") is counts


def test_what_is_not_committed_has_not_happened(app: Flask, make: Factory, change: Change) -> None:
    event = make.event()
    change(event)

    with app.app_context():
        live.questions_changed(event)
        during = in_another_thread(app, lambda: live.version_of(event.code))
        db.session.rollback()
        db.session.commit()

    assert during == 1
    with app.app_context():
        assert live.version_of(event.code) == 1


def test_a_savepoint_that_is_kept_has_not_happened_before_all_is(
    app: Flask, make: Factory, change: Change
) -> None:
    event = make.event()
    change(event)

    with app.app_context():
        with db.session.begin_nested():
            live.questions_changed(event)
        during = in_another_thread(app, lambda: live.version_of(event.code))
        db.session.commit()

        assert (during, live.version_of(event.code)) == (1, 2)


def test_a_savepoint_that_is_kept_is_forgotten_with_all_the_rest(
    app: Flask, make: Factory, change: Change
) -> None:
    event = make.event()
    change(event)

    with app.app_context():
        with db.session.begin_nested():
            live.questions_changed(event)
        db.session.rollback()
        db.session.commit()

        assert live.version_of(event.code) == 1


def test_a_savepoint_that_is_given_up_takes_nothing_of_the_rest_along(
    app: Flask, make: Factory, change: Change
) -> None:
    event = make.event()
    change(event)

    with app.app_context():
        live.questions_changed(event)
        db.session.begin_nested().rollback()
        db.session.commit()

        assert live.version_of(event.code) == 2


@pytest.mark.sqlite
def test_the_memory_is_asked_and_not_the_table(
    app: Flask, make: Factory, change: Change, queries: list[str]
) -> None:
    event = make.event()
    change(event)
    shown = mark(app, event, "ani")
    queries.clear()

    assert is_unchanged(app, event, shown, "ani")
    assert queries == []


@pytest.mark.sqlite
def test_what_another_process_has_changed_is_seen_a_little_later(
    app: Flask, make: Factory, change: Change
) -> None:
    event = make.event()
    change(event)
    with sqlite3.connect(Path(app.config["DATA"]) / "balai.sqlite") as other:
        other.execute("UPDATE event SET questions_version = 7")
    other.close()

    with app.app_context():
        at_once = live.version_of(event.code)
        app.extensions["live"].fresh = 0
        later = live.version_of(event.code)

    assert (at_once, later) == (1, 7)


def test_with_several_processes_each_poll_asks_the_table(
    app: Flask, make: Factory, change: Change
) -> None:
    event = make.event()
    app.extensions["live"].fresh = 0
    change(event)

    with app.app_context():
        db.session.execute(update(Event).values(questions_version=7))
        db.session.commit()

        assert live.version_of(event.code) == 7


def test_the_number_never_goes_back() -> None:
    versions = live.Versions(fresh=10, key=b"")
    versions.learn("abc", 7)

    assert versions.learn("abc", 6) == 7
    assert versions.get("abc") == 7


def test_many_changes_at_once_are_all_counted(app: Flask, make: Factory, change: Change) -> None:
    event = make.event()

    threads = [threading.Thread(target=change, args=(event,)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with app.app_context():
        assert live.version_of(event.code) == 20
        assert db.session.get(Event, event.id).questions_version == 20  # type: ignore[union-attr]


def in_another_thread(app: Flask, deed: Callable[[], Any]) -> Any:
    found: list[Any] = []

    def run() -> None:
        with app.test_request_context():
            found.append(deed())

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return found[0]
