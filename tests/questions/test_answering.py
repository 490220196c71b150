"""The page of one question: answering, assigning."""

import pytest

from app.events.models import Slide
from app.questions.models import Status


def at(event, question, deed=""):
    return f"/kegiatan/{event.code}/pertanyaan/{question.code}{deed}"


def sent(page, **values):
    """What the answer form of a page sends, with these values typed in."""
    import re

    read = re.search(r'name="read"[^>]* value="([^"]*)"', page)
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    return {"read": read[1], "seen": seen[1]} | values


@pytest.fixture
def event(make):
    return make.event()


def test_an_answer_is_given_out_and_the_projector_returns(event, make, staff, reload):
    question = make.question(event)
    staff.post(at(event, question, "/mulai"))
    page = staff.get(at(event, question)).text

    answer = staff.post(
        at(event, question, "/jawaban"),
        data=sent(page, answer=" Rp16.800 \r\n sebulan. ", by="Rahmat, M.M."),
    )

    question = reload(question)
    assert "Jawaban tersimpan dan tampil bagi peserta." in staff.get(answer.location).text
    assert (answer.status_code, "#" in answer.location) == (303, False)  # the message is seen
    assert question.status is Status.ANSWERED
    assert (question.answer, question.answered_by) == ("Rp16.800\nsebulan.", "Rahmat, M.M.")
    assert question.answered_at is not None
    assert reload(event).slide is Slide.QUESTIONS


def test_who_answers_is_filled_in_where_it_is_sure_and_offered(event, make, staff):
    make.official(name="Agus Salim")
    first = make.presenter(event, name="Pertama")
    free = make.question(event)
    alone = staff.get(at(event, free)).text
    second = make.presenter(event, name="Kedua")
    assigned = make.question(event, presenter_id=second.id)

    one, other = staff.get(at(event, free)).text, staff.get(at(event, assigned)).text

    assert f'value="{first.name}"' in by_field(alone)
    assert 'value=""' in by_field(one)
    assert f'value="{second.name}"' in by_field(other)
    for name in (first.name, second.name, "Agus Salim"):
        assert f'<option value="{name}">' in one


def test_an_empty_or_endless_answer_is_sent_back_with_what_was_typed(event, make, staff, reload):
    question = make.question(event)
    page = staff.get(at(event, question)).text

    empty = staff.post(at(event, question, "/jawaban"), data=sent(page, answer=" ", by="Seseorang"))
    endless = staff.post(
        at(event, question, "/jawaban"), data=sent(page, answer="x" * 3001, by="Seseorang")
    )

    assert (empty.status_code, endless.status_code) == (422, 422)
    assert 'value="Seseorang"' in empty.text
    assert "Paling banyak 3000 huruf." in endless.text
    assert reload(question).status is Status.SHOWN


def test_the_second_writer_reads_both_texts(event, make, staff, reload):
    question = make.question(event)
    page = staff.get(at(event, question)).text
    staff.post(at(event, question, "/jawaban"), data=sent(page, answer="Yang pertama.", by="Satu"))
    typed = {"answer": "Yang kedua.", "by": "Dua"}

    told = staff.post(at(event, question, "/jawaban"), data=sent(page, seen="dijawab", **typed))
    kept = reload(question).answer
    staff.post(at(event, question, "/jawaban"), data=sent(told.text, **typed))

    assert told.status_code == 409
    assert "Yang pertama." in told.text
    assert "Yang kedua." in told.text
    assert kept == "Yang pertama."
    assert reload(question).answer == "Yang kedua."


def test_a_promise_stays_a_promise_when_it_is_answered_too(event, make, staff, reload):
    question = make.question(event, status=Status.FOLLOWED_UP)
    page = staff.get(at(event, question)).text

    staff.post(at(event, question, "/jawaban"), data=sent(page, answer="Ya.", by="Kadis"))

    assert (reload(question).status, reload(question).answer) == (Status.FOLLOWED_UP, "Ya.")


def test_a_question_is_given_to_a_presenter_and_taken_back(event, make, staff, reload):
    question, presenter = make.question(event), make.presenter(event)
    address = at(event, question, "/narasumber")

    staff.post(address, data={"presenter": presenter.id})
    given = reload(question).presenter_id
    staff.post(address, data={"presenter": ""})

    assert (given, reload(question).presenter_id) == (presenter.id, None)


def test_a_presenter_of_another_kegiatan_is_refused(event, make, staff, reload):
    question, stranger = make.question(event), make.presenter(make.event())

    answer = staff.post(at(event, question, "/narasumber"), data={"presenter": stranger.id})

    assert answer.status_code == 422
    assert reload(question).presenter_id is None


def test_a_promise_can_be_made_once_there_is_a_page_for_it(event, make, staff, app):
    question = make.question(event)

    page = staff.get(at(event, question)).text

    has_page = "followups.new" in app.view_functions
    assert ("Jadikan tindak lanjut" in page) is has_page


def test_an_odd_code_is_no_question(event, staff):
    for code in ("x" * 3000, "-1", "9" * 30):
        assert staff.get(f"/kegiatan/{event.code}/pertanyaan/{code}").status_code == 404


def by_field(page):
    start = page.index('name="by"')
    return page[page.rindex("<", 0, start) : page.index(">", start)]


def test_the_page_names_the_promises_that_came_of_it(make, staff):
    event = make.event()
    question = make.question(event, status=Status.FOLLOWED_UP)
    promise = make.follow_up(event, question_id=question.id, what="Poster dibagikan")

    page = staff.get(f"/kegiatan/{event.code}/pertanyaan/{question.code}")

    assert f'href="/tindak-lanjut/{promise.code}">Poster dibagikan</a>' in page.text
    assert "Tambah tindak lanjut" in page.text
