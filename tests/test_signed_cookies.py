"""What only we can write below a text, and a stranger who sends long ones."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator

import pytest

from app import signed_cookies
from app.questions.room import LARGEST_FORM

LONG = "x" * (LARGEST_FORM - 1000)


@pytest.fixture
def memory() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


def in_use() -> int:
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def test_we_remember_nothing_long_that_somebody_sends(app, make, memory):
    event, stranger = make.event(), app.test_client()

    def send(number):
        form = {"request_id": f"{number}{LONG}", "pas": f"1800000000.{'0' * 64}"}
        return stranger.post(f"/r/{event.code}/pertanyaan/susulan", data=form).status_code

    assert send(0) == 404
    before = in_use()
    assert {send(number) for number in range(1, 41)} == {404}

    assert in_use() - before < 20 * len(LONG)


def test_a_seal_is_the_same_whether_we_remember_it_or_not(app):
    short, long = "a" * signed_cookies.SHORT, "a" * (signed_cookies.SHORT + 1)

    with app.app_context():
        seals = [signed_cookies.seal(text) for text in (short, short, long, long)]

    assert seals[0] == seals[1] != seals[2] == seals[3]
    assert [len(seal) for seal in seals] == [64] * 4


def test_a_mark_is_none_about_anything_else(app):
    with app.test_request_context():
        response, mark = app.make_response(""), signed_cookies.Mark.new()
        signed_cookies.give(response, "balai_a", "a", 60, mark)
        text = response.headers["Set-Cookie"].split(";")[0].partition("=")[2]

        found = [signed_cookies.read(text, about, 60) for about in ("a", "b")]

    assert found == [mark, None]
