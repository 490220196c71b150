"""Requests run one after the other, and nobody waits for somebody who waits."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from app import turns

LONG = 30  # seconds; nobody who has to wait so long is ever answered in these stories


@pytest.fixture
def hall(monkeypatch):
    """An application that notes how many are inside at once; `door` keeps those who wait in it."""
    monkeypatch.setattr(turns, "PATIENCE", LONG)
    app = Flask(__name__)
    app.config["DATABASE"] = ""
    app.inside, app.most, app.door = [], 0, threading.Event()

    @app.get("/quick")
    def quick():
        app.inside.append(1)
        app.most = max(app.most, len(app.inside))
        time.sleep(0.01)
        app.inside.pop()
        return "ok"

    @app.get("/waits")
    def waits():
        with turns.let_others():
            assert app.door.wait(LONG)
        return str(turns._mine.has_turn)

    @app.get("/leaves")
    def leaves():
        turns.leave()
        assert app.door.wait(LONG)
        return "ok"

    @app.get("/says-nothing")
    def says_nothing():
        assert app.door.wait(LONG)
        return "ok"

    @app.get("/asks-itself")
    def asks_itself():
        return app.test_client().get("/quick").text

    @app.get("/breaks")
    def breaks():
        raise RuntimeError

    turns.init_app(app)
    return app


def ask(app, path):
    return app.test_client().get(path)


def test_many_at_once_are_answered_one_after_the_other(hall):
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ask(hall, "/quick").text, range(24)))

    assert answers == ["ok"] * 24
    assert hall.most == 1


@pytest.mark.parametrize("path", ["/waits", "/leaves"])
def test_who_waits_lets_others_go_on(hall, path):
    with ThreadPoolExecutor(2) as pool:
        slow = [pool.submit(ask, hall, path) for _ in range(2)]
        begun = time.monotonic()
        quick = ask(hall, "/quick")
        took = time.monotonic() - begun
        hall.door.set()

    assert quick.text == "ok"
    assert took < LONG / 2
    assert [one.result().status_code for one in slow] == [200, 200]
    assert not turns._turn.locked()


def test_who_has_waited_takes_a_turn_again(hall):
    hall.door.set()

    assert ask(hall, "/waits").text == "True"


def test_who_is_slow_without_saying_so_holds_up_nobody(hall, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(ask, hall, "/says-nothing")
        quick = ask(hall, "/quick")
        hall.door.set()

    assert (quick.text, slow.result().text) == ("ok", "ok")
    assert not turns._turn.locked()


def test_a_request_within_a_request_goes_on_in_its_turn(hall):
    assert ask(hall, "/asks-itself").text == "ok"
    assert not turns._turn.locked()


def test_after_a_mistake_the_next_has_its_turn(hall):
    assert ask(hall, "/breaks").status_code == 500
    assert ask(hall, "/quick").text == "ok"
    assert not turns._turn.locked()


def test_outside_of_requests_nobody_needs_a_turn(hall):
    turns.leave()
    with turns.let_others():
        assert ask(hall, "/quick").text == "ok"


def test_with_postgresql_there_are_no_turns():
    app = Flask(__name__)
    app.config["DATABASE"] = "postgresql+psycopg://balai@/balai"
    turns.init_app(app)

    assert app.wsgi_app.__name__ == "wsgi_app"
