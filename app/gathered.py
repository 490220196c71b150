"""A request that is answered together with others, and what it is told once that is true."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any, NamedTuple

from app import line, logs

Environ = dict[str, Any]
Wsgi = Callable[[Environ, Any], Iterable[bytes]]


class Answer(NamedTuple):
    status: str
    headers: list[tuple[str, str]]
    body: list[bytes]


class Place(line.Place):
    """A request in line, whose body is here already."""

    def __init__(self, environ: Environ, came: float | None = None) -> None:
        super().__init__()
        self.came, self.lines = came or time.perf_counter(), list[dict[str, Any]]()
        self.environ = {logs.CAME: self.came, logs.KEPT: self.lines} | environ
        self.body = environ["wsgi.input"].getvalue()
        self.has_committed = False
        self.draft: Answer | None = None  # what it is told once that is true
        self.answer: Answer | None = None
        self.error: BaseException | None = None

    def run(self, answer: Wsgi, **more: Any) -> None:
        """May be done again: whatever is read or left in the environ is that of a copy."""
        self.has_committed, self.draft, self.error = False, None, None
        fresh = {"wsgi.input": BytesIO(self.body)} | more
        try:
            self.draft = _answer_to(answer, self.environ | fresh)
        except Exception as error:
            self.error = error

    def tell(self) -> None:
        """It is on the disk, or nothing is: whatever breaks down from here on changes nothing."""
        self.answer = self.draft

    @property
    def is_well(self) -> bool:
        return self.draft is not None and self.draft.status < "500"


def _answer_to(answer: Wsgi, environ: Environ) -> Answer:
    told: list[tuple[str, list[tuple[str, str]]]] = []
    body = answer(environ, lambda status, headers, *_error: told.append((status, headers)))
    try:
        return Answer(*told[-1], list(body))
    finally:
        if close := getattr(body, "close", None):
            close()
