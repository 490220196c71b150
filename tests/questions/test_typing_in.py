"""A question that was asked aloud is typed in."""

import re

import pytest

from app.accounts.models import Role
from app.questions.models import Question, Status, Topic


@pytest.fixture
def event(make):
    return make.event()


def at(event):
    return f"/kegiatan/{event.code}/pertanyaan/baru"


def form_of(staff, event, **values):
    page = staff.get(at(event)).text
    request_id = re.search(r'name="request_id"[^>]* value="([0-9a-f]{32})"', page)[1]
    return {"request_id": request_id, "words": "Kapan?", "topic": "klaim"} | values


def test_for_a_free_name_or_only_a_place(event, make, staff, rows):
    staff.post(at(event), data=form_of(staff, event, name=" Pak  Umar ", place="Perwira"))
    staff.post(at(event), data=form_of(staff, event, place="Karya"))

    first, second = rows(Question)
    assert (first.words, first.topic, first.status) == ("Kapan?", Topic.CLAIM, Status.SHOWN)
    assert (first.asker, first.place) == ("Pak Umar", "Perwira")
    assert (second.asker, second.place) == ("", "Karya")
    assert first.typed_by is not None


def test_for_somebody_who_has_come(event, make, staff, rows):
    village = make.village(name="Perwira")
    person = make.person(make.neighbourhood(village, 2), name="Ani Contoh")
    came = make.attendance(event, person)

    found = staff.get(f"{at(event)}/penanya?q=ani+perwira").text
    staff.post(at(event), data=form_of(staff, event, asker=f"h{came.id}"))

    [question] = rows(Question)
    assert f'value="h{came.id}"' in found
    assert (question.asker, question.attendance_id) == ("Ani Contoh", came.id)
    assert question.region_id == person.region_id
    assert question.place == came.place


def test_for_somebody_of_the_directory(event, make, staff, rows):
    person = make.person(make.neighbourhood(make.village(name="Karya"), 4), name="Budi Contoh")

    found = staff.get(f"{at(event)}/penanya?q=budi").text
    staff.post(at(event), data=form_of(staff, event, asker=f"o{person.id}"))

    [question] = rows(Question)
    assert f'value="o{person.id}"' in found
    assert (question.asker, question.attendance_id) == ("Budi Contoh", None)
    assert question.region_id == person.region_id


def test_searching_without_a_script_keeps_what_is_typed(event, make, staff, rows):
    make.attendance(event, name="Citra Contoh")

    page = staff.post(
        at(event), data=form_of(staff, event, words="Setengah jadi", q="citra", cari="1")
    )

    assert page.status_code == 200
    assert "Setengah jadi" in page.text
    assert "Citra Contoh" in page.text
    assert rows(Question) == []


def test_sent_twice_it_is_one_question(event, staff, rows):
    form = form_of(staff, event)

    answers = [staff.post(at(event), data=form).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert len(rows(Question)) == 1


def test_words_are_needed_and_not_endless(event, staff, rows):
    for words in ("  ", "x" * 501):
        assert staff.post(at(event), data=form_of(staff, event, words=words)).status_code == 422
    assert rows(Question) == []


@pytest.mark.parametrize("asker", ["", "h", "hx", "h99999999999", "z1", "o-1", "h2147483647"])
def test_an_odd_asker_is_nobody(event, staff, rows, asker):
    staff.post(at(event), data=form_of(staff, event, asker=asker, name="Umar"))

    assert rows(Question)[0].asker == "Umar"


def test_somebody_who_came_to_another_kegiatan_is_not_taken(event, make, staff, rows):
    elsewhere = make.attendance(make.event(), name="Orang lain")

    staff.post(at(event), data=form_of(staff, event, asker=f"h{elsewhere.id}"))

    assert (rows(Question)[0].asker, rows(Question)[0].attendance_id) == ("", None)


def test_only_staff_may(event, make, log_in):
    lead = log_in(make.account(Role.LEAD))

    assert lead.get(at(event)).status_code == 403
    assert lead.post(at(event)).status_code == 403
