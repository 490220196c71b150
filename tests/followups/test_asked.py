"""What the asker of a question reads of the promises that came of it."""

from datetime import timedelta

import pytest

from app import wib
from app.columns import now
from app.followups.asked import promises_for
from app.followups.models import Audience, Status

TODAY = wib.today(now())


@pytest.fixture
def asked(app, make):
    """Read the public face as a template would."""

    def asked(*questions):
        with app.app_context():
            return promises_for(questions)

    return asked


def test_state_day_and_post_are_there_and_no_name(make, asked):
    question = make.question(make.event())
    make.follow_up(
        question_id=question.id,
        what="Kirim brosur",
        responsible="Budi, Lurah Perwira",
        position="Lurah Perwira",
        phone="+6281234567890",
        status=Status.DOING,
    )

    [promise] = asked(question)[question.id]

    assert (promise.what, promise.responsible) == ("Kirim brosur", "Lurah Perwira")
    assert (promise.status, promise.due_on) == (Status.DOING, TODAY + timedelta(days=7))
    assert not promise.is_overdue
    assert "Budi" not in repr(promise)
    assert "6281" not in repr(promise)


def test_only_the_last_words_that_were_meant_for_the_asker(make, asked):
    question = make.question(make.event())
    promise = make.follow_up(question_id=question.id)
    make.note(promise, words="Dulu", audience=Audience.ASKER)
    make.note(promise, words="Sekarang", audience=Audience.ASKER)
    make.note(promise, words="", status=Status.DOING, audience=Audience.ASKER)
    make.note(promise, words="Untuk Lurah", audience=Audience.KEEPER)
    make.note(promise, words="Rahasia", audience=Audience.STAFF)

    assert asked(question)[question.id][0].words == "Sekarang"


def test_each_question_has_its_own_and_one_without_has_none(make, asked):
    event = make.event()
    one, two, none = (make.question(event) for _ in range(3))
    make.follow_up(question_id=one.id, what="Satu")
    make.follow_up(question_id=two.id, what="Dua")

    found = asked(one, none)

    assert {key: [p.what for p in value] for key, value in found.items()} == {one.id: ["Satu"]}


def test_who_asked_the_same_shares_in_the_promise(make, asked):
    event = make.event()
    first = make.question(event)
    same = make.question(event, merged_into_id=first.id)
    make.follow_up(question_id=first.id, what="Untuk keduanya")

    assert asked(same)[same.id][0].what == "Untuk keduanya"


def test_ids_will_do_and_nothing_asks_nothing(make, asked, queries):
    question = make.question(make.event())
    make.follow_up(question_id=question.id)

    queries.clear()
    nothing, found = asked(), asked(question.id)

    assert nothing == {}
    assert len(found[question.id]) == 1
    assert len(queries) == 1


@pytest.mark.parametrize("many", [1, 6])
def test_it_takes_one_statement(make, asked, queries, many):
    event = make.event()
    questions = [make.question(event) for _ in range(many)]
    for question in questions:
        promise = make.follow_up(event, question_id=question.id, region_id=make.village().id)
        make.note(promise, audience=Audience.ASKER)

    queries.clear()
    found = asked(*questions)

    assert len(found) == many
    assert len(queries) == 1


def test_templates_can_ask_for_it(app):
    assert app.jinja_env.globals["promises_for"] is promises_for
