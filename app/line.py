"""A line of those who want the same done: whoever comes first leads, and does it for all.

So no thread is kept for it that could die, and one who fails or goes away keeps nobody back.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

PATIENCE = 9.0  # seconds in line; the database itself is given eight
MOMENT = 1.0  # seconds more where one is being answered: else it reads "not kept" and is kept
# Seconds for which one leads in a rush before beginning, as with PostgreSQL's commit_delay: a quick
# disk would take them one by one, and a transaction costs more than what is done in it. Whoever
# comes later wants the interpreter while one leads, and costs both of them a tenth more.
GATHERING = 0.01


class Place:
    """Somebody in line."""

    def __init__(self) -> None:
        self.leads = self.is_gone = False
        self._turn = threading.Lock()
        self._turn.acquire()

    def wait(self, patience: float | None = None) -> bool:
        """Until it is done, or one's turn to lead; False where neither came in time."""
        return self._turn.acquire(timeout=PATIENCE if patience is None else patience)

    def call(self) -> None:
        self._turn.release()


P = TypeVar("P", bound=Place)


class Line(Generic[P]):
    """`_is_led`: somebody leads, or has been called to. `_is_rush`: the last one led others too."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[P] = []
        self._taken: list[P] = []
        self._is_led = self._is_rush = False

    def join(self, place: P) -> bool:
        """Stand in line until one is called; False for whoever gives up.

        `place.leads` then says what for: to `lead`, or because it is done.
        """
        with self._lock:
            self._waiting.append(place)
            place.leads, self._is_led = not self._is_led, True
        return place.leads or place.wait() or not self._give_up(place)

    def lead(self, do: Callable[[], None]) -> None:
        """`do` takes all who have `gathered` by then, the leader among them."""
        try:
            if self._is_rush:
                threading.Event().wait(GATHERING)  # not sleep: tests of clocks move that one
            do()
        finally:
            self._hand_on(self._taken or self.gathered())

    def gathered(self) -> list[P]:
        with self._lock:
            self._taken, self._waiting = self._waiting, []
        return self._taken

    def _hand_on(self, done: Sequence[P]) -> None:
        with self._lock:
            self._taken = []
            self._is_rush = len(done) > 1
            self._is_led = bool(self._waiting)
            if self._waiting:
                self._waiting[0].leads = True
                self._waiting[0].call()
        for place in done:
            place.call()

    def _give_up(self, place: P) -> bool:
        """False for whoever has been called to lead at the last moment."""
        with self._lock:
            if place.leads:
                return not place.wait()  # the call is there, and must not meet the next one
            is_taken_along = place not in self._waiting
            if not is_taken_along:
                self._waiting.remove(place)
        if is_taken_along and place.wait(MOMENT):
            return False
        place.is_gone = True
        return True
