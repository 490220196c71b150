"""Questions in the presenters' room."""

import re

import pytest

from app.questions.models import Status
from tests.questions.lectern import come_to


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def who(event, make):
    return make.presenter(event, name="Ir. Rahmat")


@pytest.fixture
def browser(app, who):
    return come_to(app, who)


def at(event, question=None):
    return f"/narasumber/{event.code}/pertanyaan" + (f"/{question.code}" if question else "")


def written(page, words):
    return {"read": re.search(r'name="read"[^>]* value="([^"]*)"', page)[1], "answer": words}


def test_the_own_ones_and_the_open_ones_of_nobody(event, make, who, browser):
    other = make.presenter(event)
    make.question(event, words="Untuk saya, baru?", presenter_id=who.id, status=Status.NEW)
    make.question(event, words="Untuk siapa saja?")
    make.question(event, words="Masih masuk?", status=Status.NEW)
    make.question(event, words="Sembunyi?", status=Status.HIDDEN, hidden_reason="Salah.")
    make.question(event, words="Untuk yang lain?", presenter_id=other.id)
    make.question(make.event(), words="Dari tempat lain?")

    page = browser.get(at(event)).text

    assert re.findall(r'"as-typed">([^<]*)<', page) == ["Untuk saya, baru?", "Untuk siapa saja?"]


def test_a_hidden_name_is_not_told(event, make, who, browser):
    asker = make.attendance(event, name="Siti Rahasia", institution="Kantor Rahasia")
    make.question(event, asker, hides_name=True, presenter_id=who.id)

    assert "Rahasia" not in browser.get(at(event)).text


def test_an_answer_waits_for_staff(event, make, who, browser, staff, reload):
    question = make.question(event, presenter_id=who.id)
    page = browser.get(at(event, question)).text

    answer = browser.post(at(event, question), data=written(page, "Rp16.800."))

    question = reload(question)
    assert (answer.status_code, answer.location) == (303, at(event))
    assert question.status is Status.SHOWN
    assert (question.waiting_answer, question.answered_by) == ("Rp16.800.", "Ir. Rahmat")
    assert "jawaban menunggu" in staff.get(f"/kegiatan/{event.code}/pertanyaan").text
    assert "belum tampil" in staff.get(f"/kegiatan/{event.code}/pertanyaan/{question.code}").text


def test_what_is_given_out_is_no_longer_changed_here(event, make, who, browser, reload):
    question = make.question(event, presenter_id=who.id, status=Status.ANSWERED, answer="Ya.")
    open_one = make.question(event, presenter_id=who.id, answer="Ya.")
    page = browser.get(at(event, open_one)).text

    answer = browser.post(at(event, question), data=written(page, "Tidak."))

    assert answer.status_code == 422
    assert "Jawaban ini sudah tampil." in answer.text
    assert reload(question).answer == "Ya."


def test_what_staff_have_written_meanwhile_is_not_overwritten(
    event, make, who, browser, reload, app
):
    question = make.question(event, presenter_id=who.id)
    page = browser.get(at(event, question)).text
    browser.post(at(event, question), data=written(page, "Yang pertama."))

    told = browser.post(at(event, question), data=written(page, "Yang kedua."))

    assert told.status_code == 409
    assert "Yang pertama." in told.text
    assert "Yang kedua." in told.text
    assert reload(question).answer == "Yang pertama."


def test_what_is_not_given_to_them_does_not_exist(event, make, browser):
    others = [
        make.question(event),
        make.question(event, presenter_id=make.presenter(event).id),
        make.question(make.event()),
    ]

    for question in others:
        assert browser.get(at(event, question)).status_code == 404
        assert browser.post(at(event, question), data={"answer": "x"}).status_code == 404


def test_another_kegiatan_does_not_exist(event, make, browser, visitor):
    assert browser.get(at(make.event())).status_code == 404
    assert visitor.get(at(event)).status_code == 404


def test_the_number_of_queries_does_not_grow_with_questions(event, make, who, browser, queries):
    make.question(event, presenter_id=who.id)
    queries.clear()
    browser.get(at(event))
    few = len(queries)
    for _ in range(5):
        make.question(event, presenter_id=who.id)
        make.question(event)
    queries.clear()
    browser.get(at(event))

    assert len(queries) == few
