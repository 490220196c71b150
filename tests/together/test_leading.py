"""Whoever leads the others and breaks down leaves nobody waiting and nobody misled."""

from __future__ import annotations

import pytest

from app import turns
from tests.together.deeds import keep, names, spoilt

pytestmark = pytest.mark.sqlite  # PostgreSQL gathers commits itself


def test_a_leader_who_breaks_down_leaves_words_for_all(app, gathered, rows):
    app.config["PROPAGATE_EXCEPTIONS"] = False

    told = gathered(spoilt("ani", RuntimeError("broken down")), keep("budi"))

    assert told == [500, 500]
    assert names(rows) == []


def test_nobody_is_told_of_what_a_leader_who_breaks_down_has_not_committed(gathered, rows):
    told = gathered(spoilt("ani", RuntimeError("broken down")), keep("budi"))

    assert [type(one) for one in told] == [RuntimeError] * 2
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
