"""One application for all the tests of a worker: to build one costs more than most tests do.

    lender.lend(folder, address)    it answers for this folder, and is as it was when it was built
    lender.take_back()              what a test has set is forgotten, its connections are closed

Settings and what an application keeps in memory are put back. Whatever else a test has changed of
it (a page more, a listener, a thread that still runs) nobody puts back: it is thrown away then,
and the next test is lent another.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Config, Flask
from werkzeug.utils import cached_property

from app import create_app, live, logs, sqlite_address, throttle
from app.extensions import db
from tests.browser import Browser

WAIT = 0.05  # seconds in which the threads of a test end, or its application is not lent again
FILLED = {"config", "extensions", "_got_first_request", "cache", "_remap", "_matcher"}  # by use
MEMORY = (throttle, live)  # the parts that keep something for each application


class Lender:
    def __init__(self, settings: Callable[[Path, str], dict[str, Any]]) -> None:
        self.settings = settings
        self.app: Flask | None = None

    def lend(self, folder: Path, address: str) -> Flask:
        self.threads = set(threading.enumerate())
        if self.app is None:
            self.app = self._built(folder, address)
        self.app.config.clear()
        self.app.config.update(self.config)
        self.app.extensions.clear()
        self.app.extensions.update(self.extensions)
        self.app._known_address.cache_clear()  # type: ignore[attr-defined]
        self.app._got_first_request = False  # a test may add a page of its own
        self._go_to(self.app, folder, address)
        logs.write_to_stderr(self.app.config["LOG_LEVEL"])
        for part in MEMORY:
            part.init_app(self.app)
        self.app.extensions["early"].versions = self.app.extensions["live"]
        return self.app

    def take_back(self) -> None:
        assert self.app is not None
        with self.app.app_context():
            engine = db.engine
            engine.dispose()
        if self._has_threads() or _looks(self.app, engine) != self.looks:
            self.app = None

    def _built(self, folder: Path, address: str) -> Flask:
        app = create_app(self.settings(folder, address))
        app.test_client_class = Browser
        app.jinja_env  # noqa: B018  # made when it is asked for
        self.config, self.extensions = dict(app.config), dict(app.extensions)
        with app.app_context():
            engine = db.engine
        if not address:
            sa.event.listen(engine, "do_connect", _connect_to_its_url)
        self.engine = engine
        self.looks = _looks(app, engine)
        return app

    def _go_to(self, app: Flask, folder: Path, address: str) -> None:
        app.config["DATA"] = str(folder)
        if not address:
            app.config["SQLALCHEMY_DATABASE_URI"] = sqlite_address(str(folder))
            self.engine.url = sa.make_url(app.config["SQLALCHEMY_DATABASE_URI"])
            _where[self.engine.dialect] = str(self.engine.url.database)

    def _has_threads(self) -> bool:
        """One that still runs could read or write where the next test does."""
        end = time.monotonic() + WAIT
        while set(threading.enumerate()) - self.threads:
            if time.monotonic() > end:
                return True
            time.sleep(0.01)
        return False


_where: dict[sa.Dialect, str] = {}


def _connect_to_its_url(dialect: sa.Dialect, _record: Any, words: list[Any], _names: Any) -> None:
    words[0] = _where[dialect]


def _looks(app: Flask, engine: sa.Engine) -> list[Any]:
    """What it is made of; the same where nobody has changed it."""
    parts: list[Any] = []
    for thing in (app, app.jinja_env, app.url_map, app.cli):
        fields = sorted(vars(thing).keys() - FILLED)
        own = [name for name in fields if not isinstance(_of_class(thing, name), cached_property)]
        parts += [(name, _shape(vars(thing)[name])) for name in own]
    for events in (engine.dispatch, engine.pool.dispatch):
        parts.append([len(list(getattr(events, name))) for name in sorted(events._event_names)])
    return parts


def _of_class(thing: object, name: str) -> object:
    return getattr(type(thing), name, None)


def _shape(value: Any) -> Any:
    """Which things it holds, not what those look like: it might be asked outside of a request."""
    if issubclass(type(value), dict) and not issubclass(type(value), Config):
        shapes = [(key, _shape(one)) for key, one in value.items()]
        return [(key, shape) for key, shape in shapes if shape != []]  # Flask makes empty ones
    if type(value) in {list, tuple}:
        return [_shape(one) for one in value]
    return value if type(value) in {str, int, bool} else id(value)
