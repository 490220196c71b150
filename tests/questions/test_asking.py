"""Asking from the phone of somebody who has signed."""

from datetime import timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

from app.attendees.models import Attendance
from app.columns import now
from app.events.models import Status as Stage
from app.extensions import db
from app.questions.models import MOST_OPEN, Question, Status, Topic
from tests.browser import HTMX
from tests.questions.phones import (
    ENDED,
    at_once,
    change,
    question_form,
    room,
    sending,
    signed_in,
    text_of,
)


def test_a_question_waits_for_staff_with_name_place_and_category(make, rows):
    event = make.event()
    perwira = make.village(name="Perwira")
    kepling = make.invited(event, name="Siti Aminah", region=make.neighbourhood(perwira, 2))
    phone, me = signed_in(make, event, person=kepling)

    answer = phone.post(room(event), data=question_form(words="Berapa iurannya?"))

    assert (answer.status_code, answer.location) == (303, room(event))
    [asked] = rows(Question)
    assert (asked.words, asked.topic, asked.status) == (
        "Berapa iurannya?",
        Topic.PREMIUM,
        Status.NEW,
    )
    assert (asked.asker, asked.place) == ("Siti Aminah", "Perwira / Lingk. II")
    assert (asked.attendance_id, asked.region_id) == (me.id, kepling.region_id)
    assert asked.event_id == event.id
    assert not asked.hides_name
    page = text_of(phone.get(room(event)))
    assert "Pertanyaan Anda terkirim. Petugas membacanya lebih dahulu" in page
    assert "Berapa iurannya? Menunggu dibaca petugas" in page


def test_without_moderation_everybody_sees_it_at_once(make, rows):
    event = make.event(moderated=False)
    (phone, _), (other, _) = signed_in(make, event), signed_in(make, event)

    phone.post(room(event), data=question_form(words="Berapa iurannya?"))

    assert rows(Question)[0].status is Status.SHOWN
    assert "Berapa iurannya?" in other.get(room(event)).text


def test_the_name_can_stay_hidden(make, rows):
    event = make.event(moderated=False)
    phone, _ = signed_in(make, event, name="Siti Aminah", institution="Bank Pasar")
    other, _ = signed_in(make, event)

    phone.post(room(event), data=question_form(hides_name="y"))

    assert rows(Question)[0].hides_name
    seen = other.get(room(event)).text
    assert "Siti Aminah" not in seen
    assert "Bank Pasar" not in seen
    assert "Peserta · Iuran" in text_of(other.get(room(event)), "others")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"words": " \u200b\n "}, "Tuliskan pertanyaan Anda lebih dahulu."),
        ({"words": "a" * 501}, "Paling banyak 500 huruf."),
        ({"topic": "politik"}, "Pilih salah satu."),
    ],
)
def test_what_is_wrong_is_told_and_the_words_stay(make, rows, changes, words):
    event = make.event()
    phone, _ = signed_in(make, event)
    form = question_form(**changes)

    answer = phone.post(room(event), data=form)

    assert answer.status_code == 422
    assert words in answer.text
    assert form["words"].strip(" \u200b\n") in answer.text
    assert form["request_id"] in answer.text
    assert rows(Question) == []


def test_five_hundred_letters_in_several_lines_are_taken(make, rows):
    event = make.event()
    phone, _ = signed_in(make, event)

    phone.post(room(event), data=question_form(words="é" * 249 + "\r\n" + "😀" * 250))

    assert len(rows(Question)[0].words) == 500


def test_the_form_says_its_limit_without_a_script(make):
    event = make.event()
    phone, _ = signed_in(make, event)

    page = phone.get(room(event)).text

    assert 'maxlength="500"' in page
    assert "Paling banyak 500 huruf." in page


def test_a_form_that_no_page_of_ours_made_is_refused(make, rows):
    event = make.event()
    phone, _ = signed_in(make, event)

    answer = phone.post(room(event), data=question_form(request_id="x"))

    assert answer.status_code == 400
    assert rows(Question) == []


def test_further_fields_change_nothing(make, rows):
    event = make.event()
    phone, me = signed_in(make, event)
    extra = {"status": "dijawab", "answer": "Ya", "votes": "99", "event_id": "7", "asker": "Wali"}

    phone.post(room(event), data=question_form(**extra))

    [asked] = rows(Question)
    assert (asked.status, asked.answer, asked.votes) == (Status.NEW, "", 0)
    assert (asked.event_id, asked.asker) == (event.id, me.name)


def test_twenty_parallel_posts_of_one_form_make_one_question(make, rows):
    event = make.event()
    phone, _ = signed_in(make, event)
    form = question_form()

    answers = at_once([sending(phone, room(event), form) for _ in range(20)])

    assert {answer.status_code for answer in answers} == {303}
    assert len(rows(Question)) == 1


def test_a_form_id_of_somebody_else_brings_nothing(make, rows):
    event = make.event()
    (phone, _), (other, _) = signed_in(make, event), signed_in(make, event)
    form = question_form(words="Rahasia?")
    phone.post(room(event), data=form)

    answer = other.post(room(event), data=form | {"words": "Milik saya"})

    assert answer.status_code == 409
    assert len(rows(Question)) == 1
    assert "Rahasia?" not in other.get(room(event)).text


def test_five_open_questions_are_enough(make, rows):
    event = make.event()
    phone, me = signed_in(make, event)
    for status in (Status.NEW, Status.SHOWN, Status.SHOWN, Status.SHOWN, Status.ANSWERING):
        make.question(event, me, status=status)

    answer = phone.post(room(event), data=question_form(words="Yang keenam"))

    assert answer.status_code == 422
    assert "Anda mempunyai 5 pertanyaan yang belum dijawab." in answer.text
    assert "Yang keenam" in answer.text
    assert len(rows(Question)) == MOST_OPEN


def test_what_is_done_hidden_or_merged_leaves_room_for_another(make, rows):
    event = make.event()
    phone, me = signed_in(make, event)
    target = make.question(event)
    done = {"answer": "Ya.", "answered_by": "Rina", "answered_at": now()}
    make.question(event, me, status=Status.ANSWERED, **done)
    make.question(event, me, status=Status.FOLLOWED_UP)
    make.question(event, me, status=Status.HIDDEN, hidden_reason="Ganda.")
    make.question(event, me, merged_into_id=target.id)
    for _ in range(4):
        make.question(event, me)

    assert phone.post(room(event), data=question_form()).status_code == 303


def test_each_person_has_five_whatever_the_line_and_the_phone_they_come_by(make):
    event = make.event()
    full, me = signed_in(make, event)
    other, _ = signed_in(make, event)
    for _ in range(MOST_OPEN):
        make.question(event, me)

    assert other.post(room(event), data=question_form()).status_code == 303
    assert full.post(room(event), data=question_form()).status_code == 422


def test_of_many_at_once_the_sixth_is_refused(make, rows):
    event = make.event()
    phone, me = signed_in(make, event)
    for _ in range(3):
        make.question(event, me)

    answers = at_once([sending(phone, room(event), question_form()) for _ in range(10)])

    assert sorted(answer.status_code for answer in answers) == [303] * 2 + [422] * 8
    assert len(rows(Question)) == MOST_OPEN


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (ENDED | {"status": Stage.FINISHED}, "sudah ditutup"),
        (ENDED, "sudah ditutup"),
        ({"status": Stage.LOCKED}, "sudah ditutup"),
        ({"status": Stage.CANCELLED, "cancel_reason": "Banjir."}, "dibatalkan"),
    ],
)
def test_afterwards_the_page_can_only_be_read(app, make, rows, values, words):
    event = make.event()
    phone, me = signed_in(make, event)
    make.question(event, me, words="Sudah lama?")
    change(app, event, values)

    page = phone.get(room(event))
    answer = phone.post(room(event), data=question_form())

    assert words in text_of(page)
    assert "Kirim pertanyaan" not in page.text
    assert "Sudah lama?" in page.text
    assert answer.status_code == 422
    assert len(rows(Question)) == 1


def test_after_the_end_it_stays_open_for_the_rest_of_the_day(app, make, monkeypatch):
    event = make.event()
    phone, _ = signed_in(make, event)
    noon = now().replace(hour=5)  # 12.00 WIB
    values = {"starts_at": noon - timedelta(hours=3), "ends_at": noon - timedelta(hours=1)}
    change(app, event, values | {"status": Stage.FINISHED})
    monkeypatch.setattr("app.questions.asking.now", lambda: noon)

    assert phone.post(room(event), data=question_form()).status_code == 303


@pytest.mark.parametrize("status", [Stage.DRAFT, Stage.SCHEDULED])
def test_before_it_runs_nothing_can_be_asked(app, make, status):
    event = make.event()
    phone, _ = signed_in(make, event)
    change(app, event, {"status": status})

    assert "Tanya jawab dibuka saat kegiatan berlangsung." in phone.get(room(event)).text


def test_who_was_voided_is_out(app, make, rows):
    event, account = make.event(), make.account()
    phone, me = signed_in(make, event)
    with app.app_context():
        db.session.get(Attendance, me.id).void("Tidak hadir.", account)
        db.session.commit()

    assert phone.get(room(event)).status_code == 403
    assert phone.post(room(event), data=question_form()).status_code == 403
    assert rows(Question) == []


def test_a_stranger_and_a_participant_of_another_kegiatan_ask_nothing(make, visitor, rows):
    event = make.event()
    phone, _ = signed_in(make, make.event())

    for browser in (visitor, phone):
        assert browser.post(room(event), data=question_form()).status_code == 403
    assert rows(Question) == []


def test_a_script_is_sent_to_the_page_or_gets_the_form_back(make):
    event = make.event()
    phone, _ = signed_in(make, event)

    wrong = phone.post(room(event), data=question_form(words=""), headers=HTMX)
    right = phone.post(room(event), data=question_form(), headers=HTMX)

    assert wrong.status_code == 422
    assert '<form id="ask"' in wrong.text
    assert "<html" not in wrong.text
    assert (right.status_code, right.headers["HX-Redirect"]) == (204, room(event))


def test_the_table_keeps_the_limits_too(app, make):
    event = make.event()
    with app.app_context():
        for wrong in ({"words": "a" * 501}, {"votes": -1}, {"words": ""}):
            values = {"words": "Ya?", "event_id": event.id, "request_id": "f" * 32} | wrong
            with pytest.raises(DBAPIError):
                db.session.execute(insert(Question).values(code="x", **values))
            db.session.rollback()
