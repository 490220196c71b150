"""Requests that gather while one leads."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from sqlalchemy import event

from app import extensions
from app.extensions import db
from tests.test_start import wait_until
from tests.together.deeds import in_line


@pytest.fixture
def post(app, monkeypatch):
    """Do a deed in a request that gathers with others."""
    deeds, numbers = {}, count()
    monkeypatch.setitem(app.view_functions, "hall.sign", lambda code: deeds[code]())

    def post(deed, text="x"):
        code = f"k{next(numbers):03d}"
        deeds[code] = deed
        return app.test_client().post(f"/h/{code}/hadir", data={"text": text})

    return post


@pytest.fixture
def gathered(app, post):
    """While one leads, the others gather; what each is told, in the order of the deeds."""

    def gathered(*deeds, give_up=False):
        begun, let_go = threading.Event(), threading.Event()

        def first():
            begun.set()
            assert let_go.wait(60)
            return "first"

        def told(deed):
            try:
                answer = post(deed)
            except Exception as error:
                return error
            return answer.text if answer.status_code == 200 else answer.status_code

        with ThreadPoolExecutor(len(deeds) + 1) as pool:
            pool.submit(told, first)
            assert begun.wait(60)
            waiting = []

            def are_in_line():
                done = sum(one.done() for one in waiting)
                return done + (0 if give_up else in_line(app)) == len(waiting)

            for deed in deeds:
                waiting.append(pool.submit(told, deed))
                wait_until(are_in_line)
            let_go.set()
            return [one.result(60) for one in waiting]

    return gathered


@pytest.fixture
def commits(app):
    """Those of the database, as they come."""
    commits = []
    with app.app_context():
        event.listen(db.engine, "commit", commits.append)
    return commits


@pytest.fixture
def one_place(monkeypatch):
    """In all, for those who wait to write."""
    places = threading.BoundedSemaphore(1)
    monkeypatch.setattr(extensions, "_places", places)
    return places


@pytest.fixture
def told_meanwhile(post):
    """What somebody is told who comes while another one leads; `then`: once that one waits."""

    def told_meanwhile(deed, then):
        begun, let_go = threading.Event(), threading.Event()

        def lead():
            begun.set()
            assert let_go.wait(60)
            return "first"

        with ThreadPoolExecutor(2) as pool:
            first = pool.submit(post, lead)
            assert begun.wait(60)
            other = pool.submit(post, deed)
            try:
                then(other)
            finally:
                let_go.set()
            assert first.result(60).text == "first"
            return other.result(60)

    return told_meanwhile
