"""Who may paint just now: few at once, and of those who want the same picture one for all."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from werkzeug.exceptions import ServiceUnavailable

AT_ONCE = 2  # painters
WAITING = 40  # of our threads at most; the others answer everybody else
PATIENCE = 5.0  # seconds


class Turns:
    def __init__(self) -> None:
        self.painters = BoundedSemaphore(AT_ONCE)
        self.wanted: dict[str, tuple[Lock, int]] = {}  # and how many want it
        self.lock = Lock()

    @contextmanager
    def for_(self, key: str) -> Iterator[None]:
        """Alone with this picture: who waited looks whether somebody has painted it meanwhile.

        Raises ServiceUnavailable when too many wait, or it takes too long.
        """
        until = time.monotonic() + PATIENCE
        mine = self._enter(key)
        try:
            with _held(mine, until):
                yield
        finally:
            self._leave(key)

    @contextmanager
    def painter(self) -> Iterator[None]:
        with _held(self.painters, time.monotonic() + PATIENCE):
            yield

    def _enter(self, key: str) -> Lock:
        with self.lock:
            if sum(count for _, count in self.wanted.values()) >= WAITING:
                raise ServiceUnavailable
            mine, count = self.wanted.get(key, (Lock(), 0))
            self.wanted[key] = (mine, count + 1)
            return mine

    def _leave(self, key: str) -> None:
        with self.lock:
            mine, count = self.wanted.pop(key)
            if count > 1:
                self.wanted[key] = (mine, count - 1)


@contextmanager
def _held(lock: Lock | BoundedSemaphore, until: float) -> Iterator[None]:
    if not lock.acquire(timeout=max(until - time.monotonic(), 0)):
        raise ServiceUnavailable
    try:
        yield
    finally:
        lock.release()
