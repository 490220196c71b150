"""Where one fails, each stands or falls alone, and nobody reads what is not true."""

from __future__ import annotations

import json
from itertools import count

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from app import logs
from app.extensions import db
from tests.together.deeds import FULL, add, keep, names, spoilt

pytestmark = pytest.mark.sqlite  # PostgreSQL gathers commits itself


def test_one_who_breaks_a_rule_keeps_nobody_back(gathered, rows):
    def broken():
        add("half")
        add("half")

    assert gathered(keep("ani"), broken, keep("budi")) == ["ani", 409, "budi"]
    assert names(rows) == ["ani", "budi"]


def test_a_mistake_of_ours_is_told_to_the_one_it_has_hit(gathered, rows):
    def mistaken():
        add("half")
        raise RuntimeError("a mistake")

    before, error, after = gathered(keep("ani"), mistaken, keep("budi"))

    assert (before, str(error), after) == ("ani", "a mistake", "budi")
    assert names(rows) == ["ani", "budi"]


def test_who_fails_after_having_committed_leaves_nothing(gathered, rows):
    def unlucky():
        keep("half")()
        return "broken", 500

    assert gathered(keep("ani"), unlucky, keep("budi")) == ["ani", 500, "budi"]
    assert names(rows) == ["ani", "budi"]


def test_what_a_request_has_not_committed_is_undone(gathered, rows):
    def refused():
        add("half")
        return "no", 422

    assert gathered(keep("ani"), refused, keep("budi")) == ["ani", 422, "budi"]
    assert names(rows) == ["ani", "budi"]


def test_who_leaves_the_common_transaction_takes_nobody_along(gathered, rows):
    def leaves():
        db.session.rollback()
        return "left"

    assert gathered(keep("ani"), leaves, keep("budi")) == ["ani", "left", "budi"]
    assert names(rows) == ["ani", "budi"]


def test_who_undoes_what_it_has_committed_is_told_nothing_false(gathered, post, rows):
    def undoes():
        keep("half")()
        db.session.rollback()
        return "kept"

    before, error, after = gathered(keep("ani"), undoes, keep("budi"))

    assert (before, str(error), after) == ("ani", "what it has committed is undone", "budi")
    assert names(rows) == ["ani", "budi"]


def test_a_mistake_outside_of_flask_is_told_in_words_and_logged(app, post, rows, capsys):
    logs.write_to_stderr("INFO")
    app.config["PROPAGATE_EXCEPTIONS"] = False  # as in service

    def undoes():
        keep("half")()
        db.session.rollback()
        return "kept"

    answer = post(undoes)

    assert answer.status_code == 500
    assert "Terjadi kesalahan di pihak kami" in answer.text
    mistake, line = [json.loads(one) for one in capsys.readouterr().err.splitlines()]
    assert (mistake["event"], line["event"], line["status"]) == ("mistake", "request", 500)
    assert mistake["id"] == line["id"] == answer.headers["X-Request-ID"]
    assert names(rows) == []


def test_a_database_that_cannot_be_written_is_not_asked_again_for_each(app, gathered, rows):
    """The one who leads the others waits for its lock until there is no hope; they do not."""
    begun = []

    def refuse(connection):
        begun.append(connection)
        if len(begun) == 2:
            raise FULL

    with app.app_context():
        event.listen(db.engine, "begin", refuse)

    assert gathered(keep("ani"), keep("budi")) == [507, 507]
    assert len(begun) == 2
    assert names(rows) == []


def test_a_commit_that_fails_is_told_to_all_who_hoped_for_it(gathered, post, rows):
    assert gathered(spoilt("ani", FULL), keep("budi")) == [507, 507]

    assert names(rows) == []
    assert post(keep("citra")).text == "citra"


def test_a_commit_that_one_has_spoilt_is_tried_for_each(gathered, rows):
    """As where a rule is looked at only then."""
    broken = IntegrityError("COMMIT", None, Exception("a rule is broken"))

    assert gathered(keep("ani"), spoilt("budi", broken)) == ["ani", 409]
    assert names(rows) == ["ani"]


def test_where_the_line_to_the_database_is_cut_only_those_are_told_who_are_in_it(gathered, rows):
    def cuts():
        db.session.connection().connection.dbapi_connection.close()
        return "cut"

    told = gathered(keep("ani"), keep("budi"), cuts)

    assert told[:2] == ["ani", "budi"]
    assert names(rows) == ["ani", "budi"]


def test_a_database_that_was_away_for_a_moment_is_asked_again(gathered, rows):
    tries = count()

    def away():
        return keep("ani")() if next(tries) else ("busy", 503)

    assert gathered(away, keep("budi")) == ["ani", "budi"]
    assert names(rows) == ["ani", "budi"]
