"""Those who gather share a transaction: each stands or falls alone, and nobody waits for ever."""

from __future__ import annotations

import json
import secrets
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from flask import Flask, g, request
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError, OperationalError

from app import extensions, line, logs, slow_bodies, together, turns
from app.accounts.models import Account, Role
from app.attendees import signing
from app.attendees.models import Attendance, Method
from app.events.models import Event, Status
from app.extensions import db
from tests.test_start import wait_until

pytestmark = pytest.mark.sqlite  # PostgreSQL gathers commits itself

FULL = OperationalError("COMMIT", None, Exception("database or disk is full"))


def add(username):
    db.session.execute(
        Account.__table__.insert().values(
            username=username, name=username, role=Role.STAFF, password_hash="-"
        )
    )


def keep(username):
    """A deed as views do it: written, committed, answered."""

    def deed():
        add(username)
        together.commit()
        return username

    return deed


@pytest.fixture
def post(app, monkeypatch):
    """Do a deed in a request that gathers with others."""
    deeds, numbers = {}, count()
    monkeypatch.setitem(app.view_functions, "hall.sign", lambda code: deeds[code]())

    def post(deed, text="x"):
        code = f"k{next(numbers):03d}"
        deeds[code] = deed
        return app.test_client().post(f"/h/{code}/hadir", data={"text": text})

    return post


@pytest.fixture
def gathered(app, post):
    """While one leads, the others gather; what each is told, in the order of the deeds."""

    def gathered(*deeds, give_up=False):
        begun, let_go = threading.Event(), threading.Event()

        def first():
            begun.set()
            assert let_go.wait(60)
            return "first"

        def told(deed):
            try:
                answer = post(deed)
            except Exception as error:
                return error
            return answer.text if answer.status_code == 200 else answer.status_code

        with ThreadPoolExecutor(len(deeds) + 1) as pool:
            pool.submit(told, first)
            assert begun.wait(60)
            waiting = []

            def are_in_line():
                done = sum(one.done() for one in waiting)
                return done + (0 if give_up else in_line(app)) == len(waiting)

            for deed in deeds:
                waiting.append(pool.submit(told, deed))
                wait_until(are_in_line)
            let_go.set()
            return [one.result(60) for one in waiting]

    return gathered


def in_line(app):
    """How many wait for the one who leads."""
    return len(app.extensions["together"].line._waiting)


@pytest.fixture
def commits(app):
    """Those of the database, as they come."""
    commits = []
    with app.app_context():
        event.listen(db.engine, "commit", commits.append)
    return commits


def names(rows):
    return sorted(account.username for account in rows(Account))


def test_a_deed_is_on_the_disk_before_it_is_answered(post, rows):
    assert post(keep("siti")).text == "siti"

    assert names(rows) == ["siti"]


def test_those_who_gather_share_one_commit(gathered, rows, commits):
    assert gathered(*(keep(f"p{n}") for n in range(5))) == [f"p{n}" for n in range(5)]

    assert names(rows) == [f"p{n}" for n in range(5)]
    assert len(commits) == 2  # of the one who came first, and of all others


def test_in_a_rush_who_leads_waits_a_moment_for_others(app, gathered, post, commits, monkeypatch):
    monkeypatch.setattr(line, "GATHERING", 2)
    gathered(keep("ani"), keep("budi"))
    commits.clear()

    with ThreadPoolExecutor(2) as pool:
        leader = pool.submit(post, keep("citra"))
        wait_until(lambda: app.extensions["together"].line._is_led)
        other = pool.submit(post, keep("dewi"))
        assert (leader.result(60).text, other.result(60).text) == ("citra", "dewi")

    assert len(commits) == 1


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


def test_who_is_refused_or_forgets_to_write_holds_up_nobody(gathered, rows, commits):
    def refused():
        return "no", 422

    def forgotten():
        db.session.add(Account(username="x", name="X", role=Role.STAFF, password_hash="-"))
        return "nothing"

    assert gathered(keep("ani"), refused, forgotten, keep("budi")) == [
        *("ani", 422, "nothing", "budi")
    ]
    assert names(rows) == ["ani", "budi"]
    assert len(commits) == 2


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


def test_a_leader_who_breaks_down_leaves_words_for_all(app, gathered, rows):
    app.config["PROPAGATE_EXCEPTIONS"] = False

    told = gathered(spoilt("ani", RuntimeError("broken down")), keep("budi"))

    assert told == [500, 500]
    assert names(rows) == []


def test_what_is_read_for_all_is_read_anew_where_one_has_spoilt_it(gathered, post, rows):
    read = count()

    def looks():
        return str(together.once("the door", lambda: next(read)))

    def spoils():
        add("half")
        return looks()

    assert gathered(looks, looks, looks) == ["0", "0", "0"]
    assert gathered(looks, spoils, looks) == ["2", "3", "4"]
    assert post(looks).text == "5"


def test_what_is_to_be_done_at_last_is_done_once_for_all_and_at_once_for_one_alone(
    app, gathered, post, rows
):
    def counts(username):
        def deed():
            together.at_last("count", lambda: add(f"last-{next(done)}"))
            return keep(username)()

        return deed

    done = count(1)

    assert gathered(counts("ani"), counts("budi"), counts("citra")) == ["ani", "budi", "citra"]
    assert names(rows) == ["ani", "budi", "citra", "last-1"]
    with app.app_context():
        together.at_last("count", lambda: add("alone"))
        db.session.commit()
    assert "alone" in names(rows)


def test_what_was_to_be_done_for_one_who_is_undone_is_not_done(gathered, rows):
    def refused():
        together.at_last("count", lambda: add("last"))
        add("half")
        return "no", 422

    assert gathered(keep("ani"), refused, keep("budi")) == ["ani", 422, "budi"]
    assert names(rows) == ["ani", "budi"]


def test_a_hall_that_signs_together_is_counted_whole(make, gathered, rows):
    event = make.event(status=Status.SCHEDULED)

    def signs(name):
        def deed():
            guest = Attendance.of_walk_in(event, name=name, position="Tamu", institution="Perwira")
            guest.method, guest.signature = Method.PHONE, "60,60 90,90"
            guest.request_id = secrets.token_hex(16)
            entry = signing.enter_alone(event, guest)
            together.commit()
            return str(entry.attendance.number)

        return deed

    assert gathered(signs("Ani"), signs("Budi"), signs("Ani"), signs("Citra")) == [*"1213"]

    [after] = rows(Event)
    assert (after.present, after.last_number, after.status) == (3, 3, Status.RUNNING)
    assert after.version == event.version + 1


def test_nobody_finds_what_somebody_else_has_left_behind(gathered, rows):
    def leaves():
        g.secret = "of one"
        return str(len(list(db.session)))

    def looks():
        return f"{'secret' in g} {len(list(db.session))}"

    def reads():
        db.session.add(Account(username="x", name="X", role=Role.STAFF, password_hash="-"))
        together.commit()
        return "read"

    assert gathered(leaves, reads, looks) == ["0", "read", "False 0"]
    assert names(rows) == ["x"]


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


def spoilt(username, error):
    """A deed whose commit fails."""

    def deed():
        def fail():
            del session.commit
            raise error

        session = db.session()
        session.commit = fail
        return keep(username)()

    return deed


def test_a_commit_that_fails_is_told_to_all_who_hoped_for_it(gathered, post, rows):
    assert gathered(spoilt("ani", FULL), keep("budi")) == [507, 507]

    assert names(rows) == []
    assert post(keep("citra")).text == "citra"


def test_a_commit_that_one_has_spoilt_is_tried_for_each(gathered, rows):
    """As where a rule is looked at only then."""
    broken = IntegrityError("COMMIT", None, Exception("a rule is broken"))

    assert gathered(keep("ani"), spoilt("budi", broken)) == ["ani", 409]
    assert names(rows) == ["ani"]


def test_whoever_waits_too_long_is_told_leaves_nothing_and_stops_nobody(
    gathered, post, rows, monkeypatch
):
    with monkeypatch.context() as patch:
        patch.setattr(line, "PATIENCE", 0.01)
        assert gathered(keep("ani"), give_up=True) == [503]

    assert names(rows) == []
    assert post(keep("budi")).text == "budi"  # nobody waits for the one who has gone to lead


@pytest.fixture
def one_place(monkeypatch):
    """In all, for those who wait to write."""
    places = threading.BoundedSemaphore(1)
    monkeypatch.setattr(extensions, "_places", places)
    return places


@pytest.fixture
def told_meanwhile(post):
    """What somebody is told who comes while another one leads; `then`: once that one waits."""

    def told_meanwhile(deed, then):
        begun, let_go = threading.Event(), threading.Event()

        def lead():
            begun.set()
            assert let_go.wait(60)
            return "first"

        with ThreadPoolExecutor(2) as pool:
            first = pool.submit(post, lead)
            assert begun.wait(60)
            other = pool.submit(post, deed)
            try:
                then(other)
            finally:
                let_go.set()
            assert first.result(60).text == "first"
            return other.result(60)

    return told_meanwhile


def test_where_too_many_wait_already_the_next_is_told_at_once(
    told_meanwhile, post, rows, one_place, monkeypatch
):
    monkeypatch.setattr(line, "PATIENCE", 600)
    monkeypatch.setattr(extensions, "STILL", 0)

    told = told_meanwhile(keep("ani"), lambda other: wait_until(other.done))

    assert told.status_code == 503
    assert names(rows) == []
    assert post(keep("budi")).text == "budi"


def test_in_a_rush_the_next_waits_for_a_place_while_others_get_one(
    told_meanwhile, rows, one_place, monkeypatch
):
    monkeypatch.setattr(extensions, "STILL", 60)

    told = told_meanwhile(keep("ani"), lambda _: wait_until(lambda: one_place._cond._waiters))

    assert told.text == "ani"
    assert names(rows) == ["ani"]


def test_whoever_leads_has_a_place_however_many_come(app, post, one_place, monkeypatch):
    monkeypatch.setattr(extensions, "STILL", 0)
    line_of = app.extensions["together"].line

    def come_and_lead(do):
        one_place.acquire(blocking=False)
        type(line_of).lead(line_of, do)

    monkeypatch.setattr(line_of, "lead", come_and_lead, raising=False)

    assert post(keep("ani")).text == "ani"


def test_nobody_is_told_of_what_a_leader_who_breaks_down_has_not_committed(gathered, rows):
    told = gathered(spoilt("ani", RuntimeError("broken down")), keep("budi"))

    assert [type(one) for one in told] == [RuntimeError] * 2
    assert names(rows) == []


def test_where_the_line_to_the_database_is_cut_only_those_are_told_who_are_in_it(gathered, rows):
    def cuts():
        db.session.connection().connection.dbapi_connection.close()
        return "cut"

    told = gathered(keep("ani"), keep("budi"), cuts)

    assert told[:2] == ["ani", "budi"]
    assert names(rows) == ["ani", "budi"]


def test_whoever_has_given_up_is_not_tried_alone(gathered, rows, monkeypatch):
    """Else a hall would wait for those who wait no more."""
    monkeypatch.setattr(line, "PATIENCE", 0.5)
    monkeypatch.setattr(line, "MOMENT", 0)

    def outlasts():
        threading.Event().wait(0.7)
        return "broken", 500

    assert gathered(outlasts, keep("ani"))[1] == 503
    assert names(rows) == []


def test_who_has_been_entered_already_is_not_told_that_nothing_is_kept(gathered, rows, monkeypatch):
    monkeypatch.setattr(line, "PATIENCE", 0.5)
    monkeypatch.setattr(line, "MOMENT", 60)

    def outlasts():
        threading.Event().wait(0.7)
        return keep("budi")()

    assert gathered(keep("ani"), outlasts) == ["ani", "budi"]
    assert names(rows) == ["ani", "budi"]


def test_a_database_that_was_away_for_a_moment_is_asked_again(gathered, rows):
    tries = count()

    def away():
        return keep("ani")() if next(tries) else ("busy", 503)

    assert gathered(away, keep("budi")) == ["ani", "budi"]
    assert names(rows) == ["ani", "budi"]


def test_nobody_finds_what_a_refusal_has_left_behind(gathered, rows):
    times = count()

    def refused():
        if next(times):
            return spoilt("ani", FULL)()
        return "broken", 500  # so that each is tried alone

    assert gathered(refused, lambda: str("login_session" in g)) == [507, "False"]
    assert names(rows) == []


def test_a_leader_who_breaks_down_leaves_nobody_waiting(app, gathered, post, rows):
    front = app.extensions["together"]
    settled = []

    def settle(places):
        settled.append(len(places))
        if len(settled) == 2:
            raise RuntimeError("broken down")
        return type(front)._settle(front, places)

    front._settle = settle
    try:
        told = gathered(keep("ani"), keep("budi"))
    finally:
        del front._settle

    assert [type(one) for one in told] == [RuntimeError] * 2
    assert post(keep("citra")).text == "citra"
    assert names(rows) == ["citra"]


def test_a_leader_who_does_not_even_begin_leaves_nobody_waiting(post, monkeypatch):
    def break_down():
        raise RuntimeError("broken down")

    post(keep("ani"))
    with monkeypatch.context() as patch:
        patch.setattr(turns, "taken", break_down)
        with pytest.raises(RuntimeError, match="broken down"):
            post(keep("budi"))

    assert post(keep("citra")).text == "citra"


def test_the_log_tells_how_long_somebody_has_waited_in_line(app, gathered, capsys):
    logs.write_to_stderr("INFO")
    waited = 0.3  # seconds

    def slow():
        threading.Event().wait(waited)
        return "slow"

    gathered(slow, keep("ani"))

    lines = [json.loads(one) for one in capsys.readouterr().err.splitlines()]
    assert lines[-1]["status"] == 200
    assert lines[-1]["ms"] >= waited * 1000


def test_a_request_that_runs_again_leaves_one_line_with_what_it_was_told(app, gathered, capsys):
    logs.write_to_stderr("INFO")
    times = count()

    def luckier():
        add("half")
        return ("broken", 500) if next(times) == 0 else keep("whole")()

    assert gathered(keep("ani"), luckier, keep("budi")) == ["ani", "whole", "budi"]

    lines = [json.loads(one) for one in capsys.readouterr().err.splitlines()]
    assert [(line["event"], line["status"]) for line in lines] == [("request", 200)] * 4
    assert len({line["id"] for line in lines}) == 4


def test_a_body_that_is_not_here_yet_is_not_waited_for(post, monkeypatch):
    def deed():
        return "together" if together.OURS in request.environ else "alone"

    assert post(deed).text == "together"
    monkeypatch.setattr(slow_bodies, "SMALL", 10)
    assert post(deed, "x" * 10).text == "alone"


def test_with_postgresql_everybody_goes_alone():
    app = Flask(__name__)
    app.config["DATABASE"] = "postgresql+psycopg://balai@/balai"
    together.stand_in_front(app)

    assert app.wsgi_app.__name__ == "wsgi_app"
