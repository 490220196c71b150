"""What a participant's phone shows of the questions, and what it costs to ask for news."""

import pytest
from flask import Flask

from app import live
from app.attendees.models import Attendance
from app.columns import now
from app.extensions import db
from app.followups.states import Audience
from app.headers import HEADERS
from app.questions.models import Question, Status, Topic
from app.questions.queries import MOST_SHOWN
from tests.browser import HTMX
from tests.questions.phones import question_form, room, signed_in, text_of

GIVEN = {"answer": "Rp16.800 sebulan.", "answered_by": "Rina Marlina, S.E."}


def test_the_receipt_leads_to_the_questions(make):
    event = make.event()
    phone, _ = signed_in(make, event)

    page = phone.get(f"/r/{event.code}")

    assert f'<a class="button primary" href="{room(event)}">Ajukan pertanyaan</a>' in page.text
    assert 'aria-current="page">Bukti hadir</a>' in page.text
    assert 'aria-current="page">Pertanyaan</a>' in phone.get(room(event)).text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"status": Status.NEW}, "Menunggu dibaca petugas"),
        ({"status": Status.SHOWN, "votes": 3}, "Sudah tampil, menunggu jawaban Iuran · 3 dukungan"),
        ({"status": Status.ANSWERING}, "Sedang dijawab"),
        ({"status": Status.HIDDEN, "hidden_reason": "Sama dengan yang tadi."}, "Tidak ditampilkan"),
        ({"status": Status.HIDDEN, "hidden_reason": "Sama dengan yang tadi."}, "Alasan: Sama"),
        (
            {"status": Status.ANSWERED, "answered_at": now()} | GIVEN,
            "Sudah dijawab Iuran Rp16.800 sebulan. Dijawab oleh Rina Marlina, S.E.",
        ),
        ({"status": Status.FOLLOWED_UP}, "Akan ditindaklanjuti"),
    ],
)
def test_the_own_questions_say_how_far_they_are(make, values, words):
    event = make.event()
    phone, me = signed_in(make, event)
    make.question(event, me, topic=Topic.PREMIUM, **values)

    assert words in text_of(phone.get(room(event)), "mine")


def test_an_answer_that_staff_have_not_given_out_is_read_by_nobody(make):
    event = make.event()
    phone, me = signed_in(make, event)
    for asker in (me, None):
        make.question(event, asker, status=Status.SHOWN, **GIVEN)

    assert "Rp16.800" not in phone.get(room(event)).text


def test_an_answer_goes_with_its_question_when_that_is_hidden(make):
    event = make.event()
    phone, me = signed_in(make, event)
    given = GIVEN | {"answered_at": now()}
    make.question(event, me, status=Status.HIDDEN, hidden_reason="Keliru.", **given)

    assert "Rp16.800" not in phone.get(room(event)).text


@pytest.mark.parametrize(
    ("status", "seen"),
    [
        (Status.NEW, False),
        (Status.SHOWN, True),
        (Status.HIDDEN, False),
        (Status.ANSWERING, True),
        (Status.ANSWERED, True),
        (Status.FOLLOWED_UP, True),
    ],
)
def test_of_others_only_what_staff_have_let_through_is_seen(make, status, seen):
    event = make.event()
    phone, _ = signed_in(make, event)
    given = GIVEN | {"hidden_reason": "Ganda.", "answered_at": now()}
    make.question(event, make.attendance(event), words="Apa itu JKK?", status=status, **given)

    for address in (room(event), room(event, "daftar")):
        page = phone.get(address).text
        assert ("Apa itu JKK?" in page) is seen
        assert "Ganda." not in page


def test_nothing_of_another_kegiatan_is_seen(make):
    event, other = make.event(), make.event()
    phone, me = signed_in(make, event)
    make.question(other, me, words="Di tempat lain?")

    assert "Di tempat lain?" not in phone.get(room(event)).text


def test_others_stand_by_votes_the_one_being_answered_first_and_the_done_last(make):
    event = make.event()
    phone, _ = signed_in(make, event)
    given = {"answered_at": now()} | GIVEN
    make.question(event, words="Selesai", votes=9, status=Status.ANSWERED, **given)
    make.question(event, words="Sedikit", votes=1)
    make.question(event, words="Banyak", votes=5)
    make.question(event, words="Sekarang", status=Status.ANSWERING)

    seen = text_of(phone.get(room(event)), "others")

    places = [seen.index(word) for word in ("Sekarang", "Banyak", "Sedikit", "Selesai")]
    assert places == sorted(places)


def test_a_merged_one_is_seen_by_its_asker_alone_with_what_became_of_the_other(make):
    event = make.event()
    (phone, me), (other, _) = signed_in(make, event), signed_in(make, event)
    given = {"status": Status.ANSWERED, "answered_at": now()} | GIVEN
    target = make.question(event, words="Berapa iurannya?", **given)
    make.question(event, me, words="Bayar berapa?", merged_into_id=target.id)

    mine = text_of(phone.get(room(event)), "mine")

    assert "Bayar berapa? Sudah dijawab" in mine
    assert "Digabung dengan pertanyaan serupa: “Berapa iurannya?” Rp16.800 sebulan." in mine
    assert "Bayar berapa?" not in other.get(room(event)).text


def test_what_it_was_merged_into_stays_unseen_until_staff_let_it_through(make):
    event = make.event()
    phone, me = signed_in(make, event)
    target = make.question(event, words="Rahasia?", status=Status.NEW)
    make.question(event, me, words="Bayar berapa?", merged_into_id=target.id)

    page = phone.get(room(event))

    assert "Rahasia?" not in page.text
    assert "Bayar berapa? Menunggu dibaca petugas" in text_of(page, "mine")


def test_hostile_words_are_only_words(make):
    event = make.event(moderated=False)
    hostile = "<img src=x onerror=alert(1)>{{7*7}}</li><b hx-get='/keluar'>\"'"
    phone, me = signed_in(make, event, name=hostile, institution=hostile)
    other, _ = signed_in(make, event)

    phone.post(room(event), data=question_form(words=hostile))
    phone.post(room(event), data=question_form(words=hostile * 20))  # too long: shown again
    make.question(event, me, status=Status.HIDDEN, hidden_reason=hostile)
    given = {"status": Status.ANSWERED, "answer": hostile, "answered_by": hostile}
    make.question(event, me, answered_at=now(), **given)
    pages = [phone.get(room(event)).text, other.get(room(event)).text]
    pages.append(phone.post(room(event), data=question_form(words=hostile * 20)).text)

    for page in pages:
        assert "&lt;img src=x" in page
        assert "<img" not in page
        assert "<b hx-get" not in page
        assert "{{7*7}}" in page


def test_a_long_list_is_cut_and_the_rest_comes_on_request(make):
    event = make.event()
    phone, _ = signed_in(make, event)
    for _ in range(MOST_SHOWN + 2):
        make.question(event)

    page, whole = phone.get(room(event)), phone.get(f"{room(event)}?tampil=semua")

    assert "Tampilkan 2 pertanyaan lagi" in page.text
    assert page.text.count("<li id=") == MOST_SHOWN
    assert whole.text.count("<li id=") == MOST_SHOWN + 2
    assert "daftar?tampil=semua" in whole.text


def test_the_number_of_queries_does_not_grow_with_the_questions(make, queries):
    event = make.event()
    phone, me = signed_in(make, event)
    make.question(event, me)  # whoever has asked is told of promises, too
    phone.get(room(event))
    queries.clear()
    phone.get(room(event))
    few = len(queries)
    for _ in range(12):
        question = make.question(event, make.attendance(event))
        make.vote(question, me)
        make.question(event, me)

    queries.clear()
    phone.get(room(event))

    assert len(queries) == few <= 6


@pytest.mark.sqlite
def test_asking_for_news_costs_no_query_while_there_are_none(make, queries):
    event = make.event()
    make.question(event)
    phone, _ = signed_in(make, event)
    mark = phone.get(room(event, "daftar"), headers=HTMX).headers["ETag"]
    phone.get(room(event, "daftar"), headers=HTMX | {"If-None-Match": mark})
    queries.clear()

    answer = phone.get(room(event, "daftar"), headers=HTMX | {"If-None-Match": mark})

    assert (answer.status_code, answer.data, queries) == (304, b"", [])


def test_the_page_carries_the_mark_that_its_list_was_made_with(make):
    event = make.event()
    phone, _ = signed_in(make, event)

    mark = phone.get(room(event)).text.partition('data-mark="')[2].partition('"')[0]
    answer = phone.get(room(event, "daftar"), headers=HTMX | {"If-None-Match": f'W/"{mark}"'})

    assert answer.status_code == 304


def test_news_of_others_come_with_the_next_look(make):
    event = make.event(moderated=False)
    (phone, _), (other, _) = signed_in(make, event), signed_in(make, event)
    mark = phone.get(room(event, "daftar"), headers=HTMX).headers["ETag"]

    other.post(room(event), data=question_form(words="Apa itu JKK?"))
    answer = phone.get(room(event, "daftar"), headers=HTMX | {"If-None-Match": mark})

    assert answer.status_code == 200
    assert "Apa itu JKK?" in answer.text


def test_the_mark_of_one_phone_is_worth_nothing_on_another(make):
    event = make.event()
    (phone, _), (other, _) = signed_in(make, event), signed_in(make, event)
    mark = phone.get(room(event, "daftar"), headers=HTMX).headers["ETag"]

    answer = other.get(room(event, "daftar"), headers=HTMX | {"If-None-Match": mark})

    assert answer.status_code == 200


def test_without_a_receipt_no_mark_opens_the_list(make, visitor):
    event = make.event()
    phone, _ = signed_in(make, event)
    mark = phone.get(room(event, "daftar"), headers=HTMX).headers["ETag"]

    for forged in (mark, '"0.0.0"', "*", 'W/"0.1.' + "0" * 32 + '"'):
        answer = visitor.get(room(event, "daftar"), headers=HTMX | {"If-None-Match": forged})
        assert answer.status_code == 403


def test_who_was_voided_is_out_at_the_next_change_and_in_five_minutes_at_the_latest(
    app, make, monkeypatch
):
    event, account = make.event(), make.account()
    phone, me = signed_in(make, event)
    mark = phone.get(room(event, "daftar"), headers=HTMX).headers["ETag"]
    with app.app_context():
        db.session.get(Attendance, me.id).void("Tidak hadir.", account)
        db.session.commit()
    monkeypatch.setattr(live, "MARK_LIVES", -1)

    answer = phone.get(room(event, "daftar"), headers=HTMX | {"If-None-Match": mark})

    assert answer.status_code == 403


def test_promises_stand_with_the_question_they_were_made_for(make):
    event = make.event()
    phone, me = signed_in(make, event)
    question: Question = make.question(event, me, status=Status.FOLLOWED_UP)
    promise = make.follow_up(
        event, question_id=question.id, what="Mendata nelayan", position="Lurah Perwira"
    )
    make.note(promise, words="Sedang didata.", audience=Audience.ASKER)

    mine = text_of(phone.get(room(event)), "mine")

    assert "Janji: Mendata nelayan" in mine
    assert "Lurah Perwira · paling lambat" in mine
    assert "Sedang didata." in mine


@pytest.mark.sqlite
def test_the_answer_without_news_is_given_before_flask_and_hardened_all_the_same(
    app: Flask, make, monkeypatch
):
    event = make.event()
    phone, _ = signed_in(make, event)
    whole = phone.get(room(event, "daftar"), headers=HTMX)
    known = HTMX | {"If-None-Match": whole.headers["ETag"]}
    phone.get(room(event, "daftar"), headers=known)  # memory learns the number

    monkeypatch.setattr(app.extensions["early"], "answer", None)  # Flask cannot be asked
    answer = phone.get(room(event, "daftar"), headers=known)

    assert answer.status_code == 304
    assert answer.headers["ETag"] == whole.headers["ETag"]
    for name in (*HEADERS, "Cache-Control", "Vary"):
        assert answer.headers[name] == whole.headers[name]


def test_a_change_is_never_answered_early(app: Flask, make):
    event = make.event()
    phone, _ = signed_in(make, event)
    mark = phone.get(room(event, "daftar"), headers=HTMX).headers["ETag"]
    known = {"If-None-Match": mark}
    phone.get(room(event, "daftar"), headers=HTMX | known)  # memory learns the number

    at_the_list = phone.post(room(event, "daftar"), headers=known)
    asked = phone.post(room(event), data=question_form(), headers=known)

    assert (at_the_list.status_code, asked.status_code) == (405, 303)


@pytest.mark.parametrize("cookie", ["balai_peserta=\xff", "\xe9=x; balai_peserta=a"])
def test_cookies_that_nobody_can_read_open_nothing_and_break_nothing(app, make, cookie):
    address = room(make.event(), "daftar")
    headers = {"Cookie": cookie, "If-None-Match": '"1.1."'}

    answer = app.test_client(use_cookies=False).get(address, headers=headers)

    assert answer.status_code == 403
