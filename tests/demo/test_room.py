"""The presenters, materials, questions and promises of the demo."""

from __future__ import annotations

import hashlib
from collections import Counter

from app import files
from app.events.models import Event
from app.followups.models import FollowUp
from app.materials.models import Material, MaterialFile
from app.presenters.models import Presenter
from app.questions.models import Question, Vote


def test_the_room_of_both_kegiatan_is_furnished(demo, rows):
    texts = {(one.event_id, one.status.value) for one in rows(Question)}
    february, today = (event.id for event in rows(Event))

    assert {name.name for name in rows(Presenter)} == {
        "Martin Cipto Hutajulu",
        "Lestari Contoh Siregar",
    }
    assert texts == {
        (february, "dijawab"),
        (february, "tindak-lanjut"),
        (today, "tampil"),
        (today, "masuk"),
    }
    assert {one.event_id for one in rows(Material)} == {february, today}
    assert {one.status.is_open for one in rows(FollowUp)} == {True, False}
    assert all(one.is_demo for one in rows(FollowUp))


def test_what_the_demo_says_of_votes_is_true(demo, rows):
    votes = Counter(vote.question_id for vote in rows(Vote))

    assert {one.id: one.votes for one in rows(Question)} == {
        one.id: votes[one.id] for one in rows(Question)
    }


def test_its_handout_is_an_ordinary_file(demo, app, rows):
    with app.app_context():
        for file in rows(MaterialFile):
            assert hashlib.sha256(files.read(file.stored_as)).hexdigest() == file.sha256
