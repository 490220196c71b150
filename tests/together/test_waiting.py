"""Nobody waits for ever, nor for somebody who has gone; and the log says how long."""

from __future__ import annotations

import json
import threading
from itertools import count

import pytest

from app import extensions, line, logs
from tests.test_start import wait_until
from tests.together.deeds import add, keep, names

pytestmark = pytest.mark.sqlite  # PostgreSQL gathers commits itself


def test_whoever_waits_too_long_is_told_leaves_nothing_and_stops_nobody(
    gathered, post, rows, monkeypatch
):
    with monkeypatch.context() as patch:
        patch.setattr(line, "PATIENCE", 0.01)
        assert gathered(keep("ani"), give_up=True) == [503]

    assert names(rows) == []
    assert post(keep("budi")).text == "budi"  # nobody waits for the one who has gone to lead


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
