"""Tests share an application, and none sees what another has left in it."""

from __future__ import annotations

import logging
import shutil
import threading

import pytest
import sqlalchemy as sa
from limits import RateLimitItemPerHour

from app import live, throttle
from app.accounts.models import Account, Role
from app.extensions import db
from app.logs import log
from tests import databases
from tests.applications import Lender
from tests.conftest import settings

ONCE = RateLimitItemPerHour(1)


@pytest.fixture
def lend(tmp_path, empty_database):
    """One test after the other, each with a folder of its own."""
    lender, folders = Lender(settings), []

    def lend():
        if folders:
            lender.take_back()
        folders.append(tmp_path / str(len(folders)))
        folders[-1].mkdir()
        if not databases.SERVER:
            shutil.copy(empty_database, folders[-1] / "balai.sqlite")
        return lender.lend(folders[-1], empty_database if databases.SERVER else "")

    yield lend
    lender.take_back()


def names(app):
    with app.app_context():
        return list(db.session.scalars(sa.select(Account.name)))


def test_the_next_one_is_lent_the_same(lend):
    first = lend()
    first.test_client().get("/masuk")
    first.test_client().get("/tidak/ada")

    assert lend() is first


@pytest.mark.sqlite
def test_each_has_rows_and_files_of_its_own(lend):
    app = lend()
    with app.app_context():
        siti = Account(username="siti", name="Siti", role=Role.STAFF, password_hash="-")
        db.session.add(siti)
        db.session.commit()
        first, address = app.config["DATA"], db.engine.url
    assert names(app) == ["Siti"]

    app = lend()

    assert names(app) == []
    assert app.config["DATA"] != first
    with app.app_context():
        assert db.engine.url != address
        assert db.engine.url.database.startswith(app.config["DATA"])


def test_settings_are_what_they_were(lend):
    app = lend()
    usual = dict(app.config)
    app.config.update(BASE_URL="https://balai.example", FILE_MB=1, NEW=1)
    del app.config["TRUST"]

    later = lend()

    moved = {"DATA", "SQLALCHEMY_DATABASE_URI"}
    assert later is app
    assert later.config.keys() == usual.keys()
    assert {n for n, value in later.config.items() if usual[n] != value} <= moved


def test_nothing_is_kept_in_memory(lend):
    app = lend()
    with app.app_context():
        assert throttle.count_try(ONCE, "siti")
        assert not throttle.count_try(ONCE, "siti")
        app.extensions["live"].learn("abc", 7)
    app.extensions["live"].fresh = 0
    app.extensions["files"] = app.extensions["notices"] = "left"

    later = lend()

    assert later is app
    assert "files" not in later.extensions
    assert "notices" not in later.extensions
    with later.app_context():
        assert throttle.count_try(ONCE, "siti")
        assert live.version_of("abc") == 0
    assert later.extensions["early"].versions is later.extensions["live"]
    assert later.extensions["live"].fresh == (0 if databases.SERVER else live.FRESH)


def test_the_log_is_what_it_was(lend):
    lend()
    log.setLevel("INFO")
    log.addHandler(logging.NullHandler())

    lend()

    assert log.level == logging.CRITICAL
    assert [type(one) for one in log.handlers] == [logging.StreamHandler]


def add_page(app):
    app.get("/sendiri")(lambda: "-")


def look_at_each_request(app):
    app.before_request(lambda: None)


def teach_templates(app):
    app.jinja_env.filters["keras"] = str.upper


def replace_a_view(app):
    app.view_functions["accounts.log_in"] = lambda: "-"


def stand_in_front(app):
    app.wsgi_app = app.wsgi_app.answer


def listen_to_commits(app):
    with app.app_context():
        sa.event.listen(db.engine, "commit", lambda _: None)


def listen_to_the_pool(app):
    with app.app_context():
        sa.event.listen(db.engine.pool, "checkout", lambda *_: None)


CHANGES = [
    add_page,
    look_at_each_request,
    teach_templates,
    replace_a_view,
    stand_in_front,
    listen_to_commits,
    listen_to_the_pool,
]


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_built_differently_is_not_lent_again(lend, change):
    lend().test_client().get("/masuk")
    app = lend()
    change(app)

    assert lend() is not app


def test_what_somebody_still_works_with_is_not_lent_again(lend):
    app, end = lend(), threading.Event()
    worker = threading.Thread(target=end.wait)
    worker.start()

    later = lend()
    end.set()
    worker.join()

    assert later is not app


def test_a_page_may_be_added_after_others_have_asked(lend):
    first = lend()
    first.test_client().get("/masuk")

    app = lend()
    add_page(app)

    assert app is first
    assert app.test_client().get("/sendiri").text == "-"
