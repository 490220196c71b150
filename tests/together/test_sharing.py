"""Those who gather share a transaction, what is read in it, and what is written at last."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from flask import Flask, g, request

from app import line, slow_bodies, together
from app.accounts.models import Account, Role
from app.attendees import signing
from app.attendees.models import Attendance, Method
from app.events.models import Event, Status
from app.extensions import db
from tests.test_start import wait_until
from tests.together.deeds import FULL, add, keep, names, spoilt

pytestmark = pytest.mark.sqlite  # PostgreSQL gathers commits itself


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


def test_nobody_finds_what_a_refusal_has_left_behind(gathered, rows):
    times = count()

    def refused():
        if next(times):
            return spoilt("ani", FULL)()
        return "broken", 500  # so that each is tried alone

    assert gathered(refused, lambda: str("login_session" in g)) == [507, "False"]
    assert names(rows) == []


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
