"""A question that waited on the phone for a line."""

import re
from datetime import timedelta

import pytest

from app.attendees import late
from app.attendees.models import Attendance
from app.columns import now
from app.events.models import Status as Stage
from app.extensions import db
from app.questions.models import Question
from tests.questions.phones import change, room, signed_in, text_of


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def asker(make, event):
    return signed_in(make, event, name="Siti Aminah")


def kept_form(phone, event):
    """What the phone keeps of the form on its page."""
    page = phone.get(room(event)).text
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    form = {name: value for name, value in hidden if name != "csrf_token"}
    return form | {"words": "Apa itu JKM?", "topic": "iuran"}


def send(app, event, form, **more):
    """With no cookie at all, as when another person has signed on this phone meanwhile."""
    browser = app.test_client()
    return browser.open(room(event, "susulan"), method="POST", data=form, **more)


def test_it_is_the_question_of_who_wrote_it(app, event, asker, rows):
    phone, me = asker

    answer = send(app, event, kept_form(phone, event))

    question = rows(Question)[0]
    assert (answer.status_code, answer.json) == (200, {"sent": True, "room": room(event)})
    assert (question.words, question.attendance_id) == ("Apa itu JKM?", me.id)
    assert "Apa itu JKM?" in text_of(phone.get(room(event)), "mine")


def test_however_often_it_is_sent_it_makes_one_question(app, event, asker, rows):
    form = kept_form(asker[0], event)

    answers = [send(app, event, form).status_code for _ in range(3)]

    assert (answers, len(rows(Question))) == ([200] * 3, 1)


def test_a_pass_is_worth_one_form_of_one_asker(app, make, event, asker, rows):
    form = kept_form(asker[0], event)
    make.attendance(event, number=2)

    answers = [
        send(app, event, form | changed).status_code
        for changed in (
            {"nomor": "2"},
            {"nomor": ""},
            {"request_id": "0" * 32},
            {"pas": ""},
            {"pas": form["pas"][:-1] + "g"},
        )
    ]
    other = send(app, make.event(), form).status_code

    assert [*answers, other] == [404] * 6
    assert rows(Question) == []


def test_a_pass_ends_after_a_day(app, event, asker, rows):
    form = kept_form(asker[0], event)
    with app.test_request_context():
        old = now() - timedelta(days=1, minutes=1)
        form["pas"] = late.issue(event, late.asker(asker[1].number), form["request_id"], old)

    assert send(app, event, form).status_code == 404
    assert rows(Question) == []


def test_after_the_end_of_asking_it_is_told_so(app, event, asker, rows):
    form = kept_form(asker[0], event)
    change(app, event, {"status": Stage.LOCKED})

    answer = send(app, event, form)

    assert answer.status_code == 410
    assert "sudah ditutup" in answer.json["words"]
    assert rows(Question) == []


def test_whose_sign_in_was_voided_asks_nothing(app, make, event, asker, rows):
    form, budi = kept_form(asker[0], event), make.account()
    with app.app_context():
        db.session.get(Attendance, asker[1].id).void("Salah orang", budi)
        db.session.commit()

    answer = send(app, event, form)

    assert (answer.status_code, rows(Question)) == (404, [])
    assert "petugas" in answer.json["words"]


def test_an_empty_question_is_refused_in_words(app, event, asker, rows):
    answer = send(app, event, kept_form(asker[0], event) | {"words": " "})

    assert (answer.status_code, rows(Question)) == (422, [])
    assert answer.json["words"] == "Tuliskan pertanyaan Anda lebih dahulu."


def test_another_site_and_a_large_body_are_refused(app, event, asker, rows):
    form = kept_form(asker[0], event)

    stranger = send(app, event, form, headers={"Sec-Fetch-Site": "cross-site"})
    large = send(app, event, form | {"words": "a" * 40_000})

    assert (stranger.status_code, large.status_code) == (403, 413)
    assert rows(Question) == []
