"""Texts with more marks on a letter than anybody writes."""

from __future__ import annotations

import pytest

from app.directory.spelling import fold
from app.fields import tidy, tidy_lines
from tests.growth import EVENLY, growth

# Marks of two classes in turn are what sorting takes longest for; the last ones show their class
# only when they are decomposed.
HEAPS = ["\u0315\u0300" * 25_000, "\u0f73" * 33_000, "\u0315\uff9e" * 20_000]


@pytest.mark.parametrize("heap", HEAPS)
@pytest.mark.parametrize("clean", [tidy, tidy_lines, fold])
def test_a_heap_of_marks_is_read_quickly(clean, heap):
    assert growth(clean, "Budi" + heap) < EVENLY


def test_a_log_in_with_a_heap_of_marks_is_answered_quickly(visitor):
    def log_in(name):
        answer = visitor.post("/masuk", data={"username": name, "password": "x"})
        assert answer.status_code in {401, 422, 429}

    assert growth(log_in, "a" + HEAPS[0][:14_000]) < EVENLY  # more is refused unread


@pytest.mark.parametrize("path", ["/direktori?q=", "/kegiatan?q="])
def test_a_search_for_a_heap_of_marks_is_answered_quickly(staff, path):
    def search(words):
        assert staff.get(path + words).status_code == 200

    assert growth(search, "a" + HEAPS[0][:20_000]) < EVENLY


@pytest.mark.parametrize(("typed", "meant"), [("Jose\u0301", "José"), ("ก\u0e33", "ก\u0e33")])
def test_marks_that_people_write_stay(typed, meant):
    assert tidy(typed) == meant
