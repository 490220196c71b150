"""Pages that follow the questions of a kegiatan: hundreds of phones ask whether anything is new.

The number that grows with every change is `Event.questions_version`. With SQLite one process
writes, so it keeps the numbers in its memory as well and answers 304 before any query; with
PostgreSQL several may write, and each poll asks for the number alone.

    live.questions_changed(event)      in the transaction that changes a question
    live.mark_for(event, reader)       the ETag of what this reader is shown now
    @live.unchanged_first(reader)      above the door of the view that is polled

app.early gives the same answer below Flask, for what hundreds of phones ask for.
"""

from __future__ import annotations

import hmac
import re
import threading
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, current_app, request
from htmx_flask import make_response
from sqlalchemy import bindparam, select, update
from sqlalchemy import event as sa_event
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value
from werkzeug.wrappers import Response

from app.columns import now
from app.events.models import Event
from app.extensions import db

View = Callable[..., Response]
Reader = tuple[str, ...]

FRESH = 10  # seconds; then memory is compared with the table again (commands write there as well)
MARK_LIVES = 300  # seconds; then the door is asked again whether this reader may still read
AHEAD = 60  # seconds by which the clock that has issued a mark may be ahead of ours
MARK = re.compile(r'(?:W/)?"(\d{1,15})\.(\d{1,12})\.([0-9a-f]{32})"', re.ASCII)
PENDING = "live.pending"  # in the session: what this transaction has raised

_VERSION = select(Event.questions_version).where(Event.code == bindparam("known_as"))
_RAISE = (
    update(Event)
    .where(Event.id == bindparam("event"))
    .values(questions_version=Event.questions_version + 1)
    .returning(Event.questions_version)
)


class Versions:
    """The numbers as this process knows them, which never go back, and the marks made of them."""

    def __init__(self, fresh: float, key: bytes) -> None:
        self.fresh = fresh
        self._key = key
        self._known: dict[str, tuple[int, float]] = {}
        self._lock = threading.Lock()

    def get(self, code: str) -> int | None:
        """The number, unless it should be looked up."""
        version, learned = self._known.get(code, (0, 0.0))
        return version if learned and time.monotonic() - learned < self.fresh else None

    def learn(self, code: str, version: int) -> int:
        """Remember what a commit or a query has told; returns the newest that is known."""
        with self._lock:
            newest = max(version, self._known.get(code, (0, 0.0))[0])
            self._known[code] = (newest, time.monotonic())
        return newest

    def mark(self, code: str, reader: Reader, version: int, issued: int) -> str:
        """Nobody else can make it, and one reader's mark is none for another."""
        text = repr((code, reader, version, issued)).encode("utf-8", "replace")
        return f"{version}.{issued}.{hmac.digest(self._key, text, 'sha256').hex()[:32]}"

    def version_in(self, header: str, code: str, reader: Reader) -> int | None:
        """What an If-None-Match says, if we have made it for this reader not long ago."""
        found = MARK.fullmatch(header)
        if found is None or not -AHEAD < now().timestamp() - int(found[2]) < MARK_LIVES:
            return None
        mine = self.mark(code, reader, int(found[1]), int(found[2]))
        return int(found[1]) if hmac.compare_digest(mine, ".".join(found.groups())) else None


def init_app(app: Flask) -> None:
    one_process = app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite")
    key = f"live:{app.secret_key!s}".encode()
    app.extensions["live"] = Versions(FRESH if one_process else 0, key)


def version_of(code: str) -> int:
    """The number of the kegiatan with this code; 0 where there is none."""
    versions: Versions = current_app.extensions["live"]
    known = versions.get(code)
    if known is not None:
        return known
    found = db.session.connection().execute(_VERSION, {"known_as": code}).scalar()
    return 0 if found is None else versions.learn(code, found)


def questions_changed(event: Event) -> None:
    """Tell everybody's pages, once this transaction is committed. Holds the kegiatan until then.

    Whoever also holds a question or an attendance holds the kegiatan first.
    """
    raised = db.session.connection().execute(_RAISE, {"event": event.id}).scalar_one()
    set_committed_value(event, "questions_version", raised)
    db.session.info.setdefault(PENDING, {})[event.code] = raised


def mark_for(event: Event, *reader: str) -> str:
    """The ETag of what is rendered from this row for this reader.

    `reader` is everything else that the answer depends on: the reader's cookie, a search.
    """
    versions: Versions = current_app.extensions["live"]
    return versions.mark(event.code, reader, event.questions_version, int(now().timestamp()))


def unchanged_answer(code: str, *reader: str) -> Response | None:
    """304 where this reader already has what is there now, else None."""
    versions: Versions = current_app.extensions["live"]
    shown = request.headers.get("If-None-Match", "")
    version = versions.version_in(shown, code, reader)
    if version is None or version != version_of(code):
        return None
    response = make_response("", 304)
    response.headers["ETag"] = shown
    return response


def unchanged_first(reader: Callable[[], str]) -> Callable[[View], View]:
    """Answer 304 before the door asks the database who is there: it has opened for this mark."""

    def decorate(view: View) -> View:
        @wraps(view)
        def quick(code: str, **kwargs: Any) -> Response:
            return unchanged_answer(code, reader()) or view(code=code, **kwargs)

        return quick

    return decorate


@sa_event.listens_for(Session, "after_commit")
def _tell_memory(session: Session) -> None:
    if PENDING in session.info and not session.in_nested_transaction():
        for code, version in session.info.pop(PENDING).items():
            current_app.extensions["live"].learn(code, version)


@sa_event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, _transaction: Any) -> None:
    if not session.in_transaction():  # a savepoint says nothing about the rest
        session.info.pop(PENDING, None)
