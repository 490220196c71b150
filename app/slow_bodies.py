"""Senders who are slow on purpose: they wait in few of our threads, the others answer everybody.

Our server reads a body for as long as its sender likes, and nothing can wake the thread that
waits for it. So only so many threads may wait. The fewer places are left, the fewer of them an
address may take: one alone gets a third, a handful together never has the last one. Phones have an
address each, and behind nginx bodies are complete at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from threading import Lock
from typing import Any

from flask import Flask
from werkzeug.exceptions import ServiceUnavailable

from app import turns
from app.bodies import SMALL
from app.throttle import network_of

AT_ONCE = 40  # threads that may wait for bodies; 18 more may send files, the rest shows pages


class Places:
    """Who may wait for more of a body just now."""

    def __init__(self) -> None:
        self.waiting: Counter[str] = Counter()
        self.lock = Lock()

    @contextmanager
    def taken(self, address: str) -> Iterator[None]:
        """For the time of one read. Raises ServiceUnavailable."""
        with self.lock:
            left = AT_ONCE - self.waiting.total()
            if not left or self.waiting[address] >= max(left // 2, 1):
                raise ServiceUnavailable
            self.waiting[address] += 1
        try:
            yield
        finally:
            with self.lock:
                self.waiting[address] -= 1
                self.waiting += Counter()  # those at zero are forgotten


class Body:
    """A body whose every read needs a place."""

    def __init__(self, body: Any, places: Places, address: str) -> None:
        self.body, self.places, self.address = body, places, address

    def read(self, *size: int) -> bytes:
        with turns.let_others(), self.places.taken(self.address):
            return bytes(self.body.read(*size))

    def at_once(self, size: int) -> Any:
        """All of it in memory, before its request takes a turn; where no place is left, itself."""
        parts: list[bytes] = []
        try:
            with self.places.taken(self.address):
                while size > 0 and (part := bytes(self.body.read(size))):
                    parts.append(part)
                    size -= len(part)
        except ServiceUnavailable:
            return self
        return BytesIO(b"".join(parts))


def init_app(app: Flask) -> None:
    answer, places = app.wsgi_app, Places()

    def shielded(environ: dict[str, Any], start: Any) -> Any:
        body = Body(environ["wsgi.input"], places, _sender(environ))
        size = _size(environ)
        environ["wsgi.input"] = body.at_once(size) if 0 < size <= SMALL else body
        return answer(environ, start)

    app.wsgi_app = shielded  # type: ignore[method-assign, assignment]


def _size(environ: Mapping[str, Any]) -> int:
    """Bytes of a form; 0 where none is sent, or nobody says how large it is."""
    size = environ.get("CONTENT_LENGTH") or ""
    return int(size) if environ["REQUEST_METHOD"] == "POST" and size.isdecimal() else 0


def _sender(environ: Mapping[str, Any]) -> str:
    """An address; of IPv6 the whole network, of which each has 2^64."""
    return network_of(environ.get("REMOTE_ADDR"))
