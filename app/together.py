"""One transaction for all who send at the same moment: a hall waits for the disk, not for us.

    together.gather(app, "/h/<code>/hadir")    POSTs to this address are answered together
    together.commit()                          in its view, instead of db.session.commit()
    together.once(what, read)                  what is read once for all of them
    together.at_last(what, do)                 what is written once for all of them

Whoever comes first leads: begins a transaction, lets the requests of all who came while it was
waiting for the database run in it, one after the other on its own thread, commits, and only then
gives everybody the answer. Sixty-four threads would spend more time on handing the interpreter and
the database to each other than on the sign-ins. With PostgreSQL everybody goes alone: it gathers
commits itself, and one thread that waits for each of its answers would keep a hall waiting while
others use the interpreter, and all halls for one kegiatan that somebody holds.

Where one fails, leaves the transaction, or has changed what it does not commit, nothing is kept,
and each runs again in a transaction of its own: nobody is kept back by somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from io import BytesIO
from typing import Any, TypeVar, cast

from flask import Flask
from flask.sansio.app import App
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as TookTooLong

from app import here, line, logs, prepared, turns
from app.extensions import db, place_in_line
from app.gathered import Environ, Place

T = TypeVar("T")

AT_LAST = object()  # among what was read for all: what is still to be done for all
OURS, REFUSED = "balai.together", "balai.refused"  # in the environ of a request


class Together:
    """Stands in front of Flask."""

    def __init__(self, app: Flask) -> None:
        self.app, self.answer = app, app.wsgi_app
        self.line: line.Line[Place] = line.Line()
        self.addresses: set[re.Pattern[str]] = set()
        self.common: dict[Hashable, Any] = {}  # what was read for all in the transaction

    def __call__(self, environ: Environ, start: Any) -> Iterable[bytes]:
        if not self._is_gathered(environ):
            return self.answer(environ, start)
        place = Place(environ)
        try:
            with place_in_line():
                if not self.line.join(place):
                    raise TookTooLong("no commit in time")
                if place.leads:
                    self.line.lead(self._settle_all)
            why: BaseException = place.error or RuntimeError("no answer")
        except Exception as error:
            why = error
        if place.answer is None:
            place = Place(environ, place.came)  # whoever leads may be busy with the other one
            place.run(self.answer, **{REFUSED: why})
            place.tell()
        if place.answer is None:
            raise place.error or why
        logs.write(place.lines, place.came)
        start(place.answer.status, place.answer.headers)
        return place.answer.body

    def _is_gathered(self, environ: Environ) -> bool:
        if environ["REQUEST_METHOD"] != "POST" or not isinstance(environ["wsgi.input"], BytesIO):
            return False
        path = environ.get("PATH_INFO", "")
        return any(address.fullmatch(path) for address in self.addresses)

    def _settle_all(self) -> None:
        with turns.taken(), self.app.app_context():
            try:
                db.session.connection()  # here we wait, and others gather
            except SQLAlchemyError as error:
                _undo()
                self._refuse(self.line.gathered(), error)
                return
            places = self.line.gathered()
            if not self._settle(places):
                for place in places:
                    if not place.is_gone:
                        self._settle([place])

    def _settle(self, places: Sequence[Place]) -> bool:
        """All or none of them; False where each shall be tried alone."""
        is_alone, self.common = len(places) == 1, {}
        try:
            if all(self._fits_in(place) for place in places):
                for do in self.common.pop(AT_LAST, {}).values():
                    do()
                turns.leave()
                db.session.commit()
            else:
                _undo()
                if not is_alone:
                    return False
            for place in places:
                place.tell()  # what has failed alone, too
        except SQLAlchemyError as error:
            _undo()
            if not is_alone and not isinstance(error, OperationalError):
                return False
            self._refuse(places, error)
        return True

    def _fits_in(self, place: Place) -> bool:
        """Run it in the common transaction; whether that can go on, and be committed."""
        before, session = prepared.rows_changed(), db.session()  # it has begun, also for one alone
        common, here.kept()["common"] = session.get_transaction(), self.common
        self._run(place, OURS, place)
        has_left = session.get_transaction() is not common
        if has_left and place.has_committed:
            place.draft, place.error = None, RuntimeError("what it has committed is undone")
        if has_left or not place.is_well:
            return False
        return place.has_committed or prepared.rows_changed() == before

    def _refuse(self, places: Sequence[Place], error: SQLAlchemyError) -> None:
        """Answer as to those whose view has run into this error."""
        for place in places:
            self._run(place, REFUSED, error)
            place.tell()

    def _run(self, place: Place, name: str, value: object) -> None:
        place.run(self.answer, **{name: value})
        session = db.session()
        if any(session):
            session.expunge_all()  # it was read and written for one request alone, and so was `g`
        kept = here.kept()
        for known in kept.keys() - {prepared.WITHIN}:
            del kept[known]


def stand_in_front(app: Flask) -> None:
    """Before app.slow_bodies does: it has a small body read before anybody takes a turn."""
    front = app.extensions["together"] = Together(app)
    if not app.config["DATABASE"]:
        app.wsgi_app = front  # type: ignore[method-assign, assignment]


def init_app(app: Flask) -> None:
    app.before_request(_raise_refusal)


def gather(app: App, address: str) -> None:
    """The view there does nothing that takes long: a hall waits for it."""
    pattern = re.compile(address.replace("<code>", "[a-z0-9]{1,12}"))
    app.extensions["together"].addresses.add(pattern)


def commit() -> None:
    """What has been done is kept, at the latest when the answer is given."""
    place: Place | None = here.asked().environ.get(OURS)
    if place is None:
        db.session.commit()
        return
    db.session.flush()
    place.has_committed = True


def once(what: Hashable, read: Callable[[], T]) -> T:
    """What `read` finds is found for all who are answered together: nobody else can change it
    until they are. Whoever changes it changes what was found, too.
    """
    common = _common()
    if common is None:
        return read()
    if what not in common:
        common[what] = read()
    return cast("T", common[what])


def at_last(what: Hashable, do: Callable[[], None]) -> None:
    """Done before it is committed: once for all who are answered together and want the same done,
    at once for whoever goes alone. It has no request any more.
    """
    common = _common()
    if common is None:
        do()
    else:
        common.setdefault(AT_LAST, {})[what] = do


def _common() -> dict[Hashable, Any] | None:
    return here.kept().get("common")


def _raise_refusal() -> None:
    if error := here.asked().environ.get(REFUSED):
        raise error


def _undo() -> None:
    try:
        db.session.rollback()
    except SQLAlchemyError:
        db.session().invalidate()  # its connection is lost, and with it what was to be undone
