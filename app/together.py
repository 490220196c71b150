"""One commit for all who have gathered: a hall waits for the disk, not for us.

    together.do(key, deed)    does it in a transaction that others share, and returns once it is
                              safe on the disk what the deed has returned

Whoever comes first leads: begins a transaction, does what all those wanted who came while it was
waiting for the database, each in a savepoint of its own, commits, tells them, and hands on to the
first who has come meanwhile. So no thread is kept for it that could die, and one who fails or goes
away keeps nobody back. A deed may run on the thread of another request: it asks for nothing but its
own values and `db.session`, and records nothing in the audit log.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app
from sqlalchemy.exc import TimeoutError as TookTooLong
from sqlalchemy.orm import Session

from app.extensions import db

T = TypeVar("T")

PATIENCE = 9.0  # seconds in line; the database itself is given eight
SAVEPOINT = "one_of_many"


class Place:
    """Somebody in line."""

    def __init__(self, key: int, deed: Callable[[], Any]) -> None:
        self.key, self.deed = key, deed
        self.outcome: Any = None
        self.error: BaseException | None = None
        self.leads = False
        self._turn = threading.Lock()
        self._turn.acquire()

    def wait(self) -> bool:
        """Until it is done, or one's turn to lead; False where neither came in time."""
        return self._turn.acquire(timeout=PATIENCE)

    def call(self) -> None:
        self._turn.release()

    def do(self, cursor: Any) -> None:
        """What goes wrong here is undone and told to this one alone."""
        cursor.execute(f"SAVEPOINT {SAVEPOINT}")
        try:
            self.outcome = self.deed()
        except Exception as error:
            self.error = error
            cursor.execute(f"ROLLBACK TO SAVEPOINT {SAVEPOINT}")
        cursor.execute(f"RELEASE SAVEPOINT {SAVEPOINT}")


class Line:
    """Those who wait. `_is_led` tells that somebody leads, or has been called to."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Place] = []
        self._is_led = False

    def do(self, place: Place) -> Any:
        with self._lock:
            self._waiting.append(place)
            place.leads, self._is_led = not self._is_led, True
        if not place.leads and not place.wait():
            self._give_up(place)
        if place.leads:
            self._lead()
        if place.error:
            raise place.error
        return place.outcome

    def _lead(self) -> None:
        together: list[Place] = []
        try:
            session = db.session()
            cursor = session.connection().connection.cursor()  # here we wait, and others gather
            together = self._gathered()
            for place in together:
                place.do(cursor)
            session.commit()
            session.expunge_all()  # it was read and written for other threads
        except BaseException as error:
            db.session.rollback()
            together = together or self._gathered()
            for place in together:
                place.error = error
        finally:
            self._hand_on(together)

    def _gathered(self) -> list[Place]:
        """In one order everywhere, so that two processes never wait for each other."""
        with self._lock:
            gathered, self._waiting = self._waiting, []
        return sorted(gathered, key=lambda place: place.key)

    def _hand_on(self, done: list[Place]) -> None:
        with self._lock:
            self._is_led = bool(self._waiting)
            if self._waiting:
                self._waiting[0].leads = True
                self._waiting[0].call()
        for place in done:
            place.call()

    def _give_up(self, place: Place) -> None:
        """Whoever has been taken along meanwhile may be written after all: sending again helps."""
        with self._lock:
            if place.leads:
                return
            if place in self._waiting:
                self._waiting.remove(place)
        place.error = TookTooLong("no commit in time")


def init_app(app: Flask) -> None:
    app.extensions["together"] = Line()


def do(key: int, deed: Callable[[], T]) -> T:
    """`key` orders the deeds of a commit: what is locked first, as the id of a kegiatan.

    Whoever holds the database already goes alone. Raises what the deed raises, or the commit.
    """
    session: Session = db.session()
    if session.in_transaction():
        outcome = deed()
        session.commit()
        return outcome
    line: Line = current_app.extensions["together"]
    done: T = line.do(Place(key, deed))
    return done
