"""One commit for all who have gathered: a hall waits for the disk, not for us.

    together.do(work, item)    has it done in a transaction that others share, and returns once it
                               is safe on the disk what came of this item

Whoever comes first leads: begins a transaction, has the work done for all those who came while it
was waiting for the database, commits, tells them, and hands on to the first who has come meanwhile.
So no thread is kept for it that could die, and one who fails or goes away keeps nobody back. The
work may run on the thread of another request: it asks for nothing but its items and `db.session`,
and records nothing in the audit log.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from flask import Flask, current_app
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as TookTooLong

from app import turns
from app.extensions import db, place_in_line

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")
Work = Callable[[Sequence[Item]], Sequence[Outcome | Exception]]

PATIENCE = 9.0  # seconds in line; the database itself is given eight
# Seconds for which one leads in a rush before beginning, as with PostgreSQL's commit_delay: a quick
# disk would take them one by one, and a transaction costs more than what is done in it.
GATHERING = 0.005


class Place:
    """Somebody in line."""

    def __init__(self, item: Any) -> None:
        self.item = item
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


class Line:
    """Those who wait for one kind of work. `_is_led`: somebody leads, or has been called to."""

    def __init__(self, work: Work[Any, Any]) -> None:
        self._work = work
        self._lock = threading.Lock()
        self._waiting: list[Place] = []
        self._is_led = self._is_rush = False

    def do(self, item: Any) -> Any:
        place = Place(item)
        with place_in_line():
            with self._lock:
                self._waiting.append(place)
                place.leads, self._is_led = not self._is_led, True
            if not place.leads:
                turns.leave()
                if not place.wait():
                    self._give_up(place)
        if place.leads:
            self._lead()
        if place.error:
            raise place.error
        return place.outcome

    def _lead(self) -> None:
        together: list[Place] = []
        if self._is_rush:
            with turns.let_others():
                threading.Event().wait(GATHERING)  # not sleep, whose clock the tests of clocks move
        try:
            db.session.connection()  # here we wait, and others gather
            together = self._gathered()
            self._do(together)
        except BaseException as error:
            db.session.rollback()
            together = together or self._gathered()
            self._tell(together, error)
        finally:
            self._hand_on(together)

    def _do(self, places: Sequence[Place]) -> None:
        """All or none of them."""
        outcomes = self._work([place.item for place in places])
        turns.leave()
        db.session.commit()
        db.session.expunge_all()  # it was read and written for other threads
        for place, outcome in zip(places, outcomes, strict=True):
            place.outcome = outcome

    def _tell(self, places: Sequence[Place], error: BaseException) -> None:
        """Where it is not the database that fails, one of them has: each is tried alone."""
        if len(places) == 1 or isinstance(error, OperationalError):
            for place in places:
                place.error = error
            return
        for place in places:
            try:
                self._do([place])
            except BaseException as own:
                db.session.rollback()
                place.error = own

    def _gathered(self) -> list[Place]:
        with self._lock:
            gathered, self._waiting = self._waiting, []
        return gathered

    def _hand_on(self, done: Sequence[Place]) -> None:
        with self._lock:
            self._is_rush = len(done) > 1
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
    app.extensions["together"] = {}


def do(work: Work[Item, Outcome], item: Item) -> Outcome:
    """`work` takes several items and returns an outcome for each, in their order.

    Whoever holds the database already goes alone. Raises an outcome that is an exception, for this
    item alone, and what the work raises, or the commit.
    """
    if db.session.registry.has() and db.session().in_transaction():
        (outcome,) = work([item])
        db.session.commit()
    else:
        lines: dict[Work[Any, Any], Line] = current_app.extensions["together"]
        line = lines.get(work) or lines.setdefault(work, Line(work))
        outcome = line.do(item)
    if isinstance(outcome, Exception):
        raise outcome
    return outcome
