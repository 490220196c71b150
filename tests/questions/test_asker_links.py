"""What staff do with the asker's personal link."""

import re
from urllib.parse import unquote

import pytest

from app.audit import AuditEntry
from app.events.models import Status as Stage
from tests.questions.phones import text_of


@pytest.fixture
def event(make):
    return make.event()


def at(event, question, deed=""):
    return f"/kegiatan/{event.code}/pertanyaan/{question.code}{deed}"


def link_in(page):
    return re.search(r'<code class="token">http://[^/]+(/t/[0-9a-f]+)</code>', page)[1]


def test_staff_make_the_link_and_the_asker_opens_it(event, make, staff, visitor, rows):
    signed = make.attendance(event, name="Budi Contoh", phone="+6281200000001")
    question = make.question(event, signed, words="Berapa iurannya?")

    answer = staff.post(at(event, question, "/tautan"))
    page = staff.get(answer.location).text
    link = link_in(page)

    chat = unquote(re.search(r'https://wa\.me/6281200000001\?text=([^"]+)', page)[1])
    assert "Yth. Bapak/Ibu Budi Contoh," in chat
    assert "“Berapa iurannya?”" in chat
    assert link in chat
    assert "Berapa iurannya?" in text_of(visitor.get(visitor.get(link).location))
    assert [one.action for one in rows(AuditEntry)][-1] == "question.link"


def test_a_new_link_replaces_the_old_one_and_revoking_ends_it(event, make, staff, visitor):
    question = make.question(event)
    first = link_in(staff.get(staff.post(at(event, question, "/tautan")).location).text)
    second = link_in(staff.get(staff.post(at(event, question, "/tautan")).location).text)
    before = [visitor.get(one).status_code for one in (first, second)]

    page = staff.get(staff.post(at(event, question, "/tautan/cabut")).location).text

    assert before == [404, 303]
    assert visitor.get(second).status_code == 404
    assert "Buat tautan penanya" in page


def test_the_link_is_given_when_the_kegiatan_is_locked_too(make, staff):
    event = make.event(status=Stage.LOCKED)
    question = make.question(event)

    page = staff.get(staff.post(at(event, question, "/tautan")).location).text

    assert link_in(page)


def test_a_question_of_another_kegiatan_is_not_found(event, make, staff):
    question = make.question(make.event())

    assert staff.post(at(event, question, "/tautan")).status_code == 404
    assert staff.post(at(event, question, "/tautan/cabut")).status_code == 404
