"""One request after the other in Python, for as long as each is quick.

Only one thread can run Python anyway, but SQLite lets go of the interpreter at every step. With
others waiting for it, each of some thirty steps of a request then costs two switches between
threads: with 64 phones at once that took two thirds of what a request costs. So whoever has the
turn keeps it until the answer is there, and whoever waits for something slow lets others go on:

    with turns.let_others():        @turns.let_others()
        wait()                      def wait(): …

Nobody waits for a turn longer than PATIENCE: what is slow without saying so holds up nobody. With
PostgreSQL every step waits for somebody else, so there are no turns.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask

PATIENCE = 0.05  # seconds

_turn = threading.Lock()
_mine = threading.local()  # `has_turn` in a thread that answers a request; nothing in others


def init_app(app: Flask) -> None:
    if app.config["DATABASE"]:
        return
    answer = app.wsgi_app

    def in_turn(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        if hasattr(_mine, "has_turn"):
            return answer(environ, start)
        with taken():
            return answer(environ, start)

    app.wsgi_app = in_turn  # type: ignore[method-assign, assignment]


@contextmanager
def taken() -> Iterator[None]:
    """Have a turn; who has it already, as a request within a request, goes on in it."""
    if hasattr(_mine, "has_turn"):
        yield
        return
    _mine.has_turn = _turn.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        _give_back()
        del _mine.has_turn


@contextmanager
def let_others() -> Iterator[None]:
    """Around what waits for a disk, a lock, a process or a slow sender."""
    if not hasattr(_mine, "has_turn"):
        yield
        return
    _give_back()
    try:
        yield
    finally:
        _mine.has_turn = _turn.acquire(timeout=PATIENCE)


def leave() -> None:
    """Let others go on; for what is left of this request, they need not wait for us."""
    if hasattr(_mine, "has_turn"):
        _give_back()


def _give_back() -> None:
    if _mine.has_turn:
        _mine.has_turn = False
        _turn.release()
