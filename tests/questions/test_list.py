"""Staff see all questions of a kegiatan."""

import re

import pytest

from app.accounts.models import Role
from app.events.models import Slide
from app.events.models import Status as Stage
from app.questions.models import Status, Topic
from tests.browser import HTMX


def page_of(event):
    return f"/kegiatan/{event.code}/pertanyaan"


def test_questions_stand_by_state_and_the_shown_by_votes(make, staff):
    event = make.event()
    voter = make.attendance(event)
    make.question(event, words="Baru masuk?", status=Status.NEW)
    make.question(event, words="Tanpa dukungan?")
    make.vote(make.question(event, words="Didukung?"), voter)
    make.question(event, words="Dijawab sekarang?", status=Status.ANSWERING)

    page = staff.get(page_of(event)).text

    words = ["Dijawab sekarang?", "Baru masuk?", "Didukung?", "Tanpa dukungan?"]
    places = [page.index(f'question-words">{word}') for word in words]
    assert places == sorted(places)


def test_the_list_can_be_narrowed_down(make, staff):
    event = make.event()
    make.question(event, words="Berapa iurannya?", topic=Topic.PREMIUM)
    siti = make.attendance(event, name="Siti Aminah")
    make.question(event, siti, words="Kapan klaim cair?", topic=Topic.CLAIM)
    make.question(event, words="Masih baru?", status=Status.NEW)

    by_topic = staff.get(page_of(event), query_string={"topik": "iuran"}).text
    by_state = staff.get(page_of(event), query_string={"status": "masuk"}).text
    by_name = staff.get(page_of(event), query_string={"q": "SITI klaim"}).text
    by_nothing = staff.get(page_of(event), query_string={"q": "tidak ada"}).text

    assert shown(by_topic) == ["Berapa iurannya?"]
    assert shown(by_state) == ["Masih baru?"]
    assert shown(by_name) == ["Kapan klaim cair?"]
    assert shown(by_nothing) == []
    assert "Tidak ada pertanyaan yang cocok." in by_nothing


def test_odd_filters_filter_nothing(make, staff):
    event = make.event()
    make.question(event, words="Ada?")

    page = staff.get(page_of(event), query_string={"status": "aneh", "topik": "x"}).text

    assert shown(page) == ["Ada?"]


def test_a_merged_question_stands_below_its_target_and_is_found_by_its_words(make, staff):
    event = make.event()
    target = make.question(event, words="Berapa iurannya?")
    make.question(event, words="Mahal tidak?", merged_into_id=target.id)

    page = staff.get(page_of(event), query_string={"q": "mahal"}).text

    assert shown(page) == ["Berapa iurannya?"]
    assert "Mahal tidak?" in page
    assert "<strong>1</strong> semua" in page


def test_nothing_new_is_a_304(make, staff, app):
    event = make.event()
    question = make.question(event)
    first = staff.get(page_of(event), headers=HTMX)
    tag = HTMX | {"If-None-Match": first.headers["ETag"]}

    again = staff.get(page_of(event), headers=tag)
    other_filter = staff.get(page_of(event) + "?status=masuk", headers=tag)
    staff.post(f"{page_of(event)}/{question.code}/mulai")
    later = staff.get(page_of(event), headers=tag)

    assert (again.status_code, other_filter.status_code, later.status_code) == (304, 200, 200)
    assert "<html" not in first.text
    assert f'data-mark="{first.headers["ETag"][3:-1]}"' in first.text


def test_pimpinan_reads_and_is_offered_no_deed(make, log_in):
    event = make.event()
    make.question(event, words="Ada?", status=Status.NEW)
    lead = log_in(make.account(Role.LEAD))

    page = lead.get(page_of(event)).text

    assert shown(page) == ["Ada?"]
    assert 'form="deeds"' not in page
    assert "Catat pertanyaan lisan" not in page


def test_a_stranger_is_sent_to_the_log_in(make, visitor):
    assert visitor.get(page_of(make.event())).status_code == 303


@pytest.mark.parametrize("status", [Stage.LOCKED, Stage.CANCELLED])
def test_what_is_over_can_be_read_and_not_changed(make, staff, status):
    event = make.event(status=status, cancel_reason="Hujan")
    question = make.question(event, words="Ada?")

    page = staff.get(page_of(event)).text
    answer = staff.post(f"{page_of(event)}/{question.code}/mulai")

    assert shown(page) == ["Ada?"]
    assert 'form="deeds"' not in page
    assert answer.status_code == 409
    assert "tidak dapat diubah lagi" in answer.text


def test_questions_of_another_kegiatan_are_not_here(make, staff):
    event, other = make.event(), make.event()
    foreign = make.question(other, words="Dari tempat lain?")

    page = staff.get(page_of(event)).text

    assert "Dari tempat lain?" not in page
    assert staff.get(f"{page_of(event)}/{foreign.code}").status_code == 404
    assert staff.post(f"{page_of(event)}/{foreign.code}/tampilkan").status_code == 404


def test_the_number_of_queries_does_not_grow_with_questions(make, staff, queries):
    event = make.event()
    voter, presenter = make.attendance(event), make.presenter(event)

    def fill(count):
        for _ in range(count):
            target = make.question(event, voter, presenter_id=presenter.id)
            make.question(event, voter, merged_into_id=target.id)
            make.vote(target, voter)

    fill(1)
    queries.clear()
    staff.get(page_of(event))
    few = len(queries)
    fill(5)
    queries.clear()
    staff.get(page_of(event))

    assert len(queries) == few <= 4


def test_the_words_say_what_moderation_means_and_which_slide_is_on(make, staff):
    event = make.event(slide=Slide.QUESTIONS)

    page = staff.get(page_of(event)).text

    assert "Moderasi nyala." in page
    assert re.search(r'value="pertanyaan" aria-pressed="true"', page)


def shown(page):
    return re.findall(r'class="question-words">([^<]*)<', page)
