"""Long texts are compared soon, whatever they say."""

from __future__ import annotations

import random
import time

import pytest

from app.minutes.differences import differences


def content(body):
    sections = [{"key": "pembukaan", "label": "Kata pembukaan", "body": body}]
    return {"facts": {}, "sections": sections, "questions": [], "promises": []}


def test_what_is_the_same_is_not_told():
    assert differences(content("<p>Satu</p>"), content("<p>Satu</p>")) == []


def test_words_come_and_go():
    [change] = differences(content("<p>satu dua tiga</p>"), content("<p>satu empat tiga</p>"))

    assert change.label == "Kata pembukaan"
    assert [(piece.kind, piece.words) for piece in change.pieces] == [
        ("sama", "satu "),
        ("hapus", "dua "),
        ("tambah", "empat "),
        ("sama", "tiga"),
    ]


@pytest.mark.parametrize("letters", ["a b ", "ab", "abcdefghijklmnop "])
def test_forty_thousand_letters_are_compared_soon(letters):
    dice = random.Random(1)
    old, new = ("".join(dice.choice(letters) for _ in range(40_000)) for _ in range(2))
    began = time.process_time()

    differences(content(f"<p>{old}</p>"), content(f"<p>{new}</p>"))

    assert time.process_time() - began < 3
