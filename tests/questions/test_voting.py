"""Supporting the questions of others: once, and never one's own."""

import pytest

from app.events.models import Status as Stage
from app.extensions import db
from app.questions.models import Question, Status, Vote
from tests.browser import HTMX
from tests.questions.phones import ENDED, at_once, change, room, sending, signed_in, text_of


def test_a_vote_counts_once_however_often_it_is_sent(make, reload, rows):
    event = make.event()
    question = make.question(event)
    phone, _ = signed_in(make, event)

    for _ in range(3):
        answer = phone.post(room(event, question.code, "dukung"))

    assert (answer.status_code, answer.location) == (303, f"{room(event)}#q-{question.code}")
    assert reload(question).votes == len(rows(Vote)) == 1
    assert "1 dukungan Batal dukung" in text_of(phone.get(room(event)))


def test_twenty_parallel_votes_of_one_phone_count_once(make, reload, rows):
    event = make.event()
    question = make.question(event)
    phone, _ = signed_in(make, event)
    address = room(event, question.code, "dukung")

    answers = at_once([sending(phone, address) for _ in range(20)])

    assert {answer.status_code for answer in answers} == {303}
    assert reload(question).votes == len(rows(Vote)) == 1


def test_many_phones_at_once_are_all_counted(make, reload):
    event = make.event()
    question = make.question(event)
    phones = [signed_in(make, event)[0] for _ in range(12)]
    address = room(event, question.code, "dukung")

    at_once([sending(phone, address) for phone in phones])

    assert reload(question).votes == 12


def test_it_can_be_taken_back_once(make, reload, rows):
    event = make.event()
    question = make.question(event)
    (phone, _), (other, _) = signed_in(make, event), signed_in(make, event)
    for one in (phone, other):
        one.post(room(event, question.code, "dukung"))

    for _ in range(2):
        phone.post(room(event, question.code, "batal-dukung"))

    assert reload(question).votes == len(rows(Vote)) == 1


def test_giving_and_taking_at_once_leaves_what_the_rows_say(make, reload, rows):
    event = make.event()
    question = make.question(event)
    phones = [signed_in(make, event)[0] for _ in range(6)]
    deeds = [
        sending(phone, room(event, question.code, deed))
        for phone in phones
        for deed in ("dukung", "batal-dukung", "dukung")
    ]

    at_once(deeds)

    assert reload(question).votes == len(rows(Vote))


def test_ones_own_question_cannot_be_supported(make, reload, rows):
    event = make.event()
    phone, me = signed_in(make, event)
    question = make.question(event, me)

    phone.post(room(event, question.code, "dukung"))

    assert "Ini pertanyaan Anda sendiri." in phone.get(room(event)).text
    assert rows(Vote) == []
    assert reload(question).votes == 0


def test_nor_one_into_which_it_was_merged(make, rows):
    event = make.event()
    phone, me = signed_in(make, event)
    target = make.question(event)
    make.question(event, me, merged_into_id=target.id)

    page = phone.get(room(event))
    phone.post(room(event, target.code, "dukung"))

    assert "termasuk pertanyaan Anda" in text_of(page)
    assert f"{target.code}/dukung" not in page.text
    assert rows(Vote) == []


def test_who_supported_a_merged_one_supports_the_one_that_stands_for_it(app, make, reload, rows):
    event = make.event()
    phone, _ = signed_in(make, event)
    first, target = make.question(event), make.question(event)
    phone.post(room(event, first.code, "dukung"))
    with app.app_context():
        db.session.get(Question, first.id).merged_into_id = target.id
        db.session.get(Question, target.id).votes = 1
        db.session.commit()

    seen = text_of(phone.get(room(event)))
    phone.post(room(event, target.code, "dukung"))
    still = reload(target).votes
    phone.post(room(event, target.code, "batal-dukung"))

    assert "1 dukungan Batal dukung" in seen
    assert still == 1
    assert reload(target).votes == 0
    assert rows(Vote) == []


@pytest.mark.parametrize("status", [Status.NEW, Status.HIDDEN])
@pytest.mark.parametrize("deed", ["dukung", "batal-dukung"])
def test_what_nobody_may_see_does_not_exist(make, rows, status, deed):
    event = make.event()
    question = make.question(event, status=status, hidden_reason="Ganda.")
    phone, _ = signed_in(make, event)

    assert phone.post(room(event, question.code, deed)).status_code == 404
    assert rows(Vote) == []


def test_neither_does_a_merged_one_nor_one_of_another_kegiatan(make, rows):
    event, other = make.event(), make.event()
    merged = make.question(event, merged_into_id=make.question(event).id)
    elsewhere = make.question(other)
    phone, _ = signed_in(make, event)

    for question in (merged, elsewhere):
        assert phone.post(room(event, question.code, "dukung")).status_code == 404
    assert phone.post(room(event, "tidakada", "dukung")).status_code == 404
    assert phone.post(room(other, elsewhere.code, "dukung")).status_code == 403
    assert rows(Vote) == []


def test_what_is_answered_takes_no_more_votes(make, rows):
    event = make.event()
    question = make.question(event, status=Status.ANSWERED, answer="Ya.", answered_by="Rina")
    phone, _ = signed_in(make, event)

    phone.post(room(event, question.code, "dukung"))
    page = phone.get(room(event))

    assert "sudah dijawab" in text_of(page)
    assert f"{question.code}/dukung" not in page.text
    assert rows(Vote) == []


def test_afterwards_the_votes_stay_as_they_are(app, make, reload):
    event = make.event()
    phone, me = signed_in(make, event)
    question = make.question(event)
    make.vote(question, me)
    change(app, event, ENDED | {"status": Stage.FINISHED})

    page = phone.get(room(event))
    phone.post(room(event, question.code, "batal-dukung"))

    assert 'form="votes"' not in page.text
    assert reload(question).votes == 1


def test_a_script_gets_the_list_as_it_is_now(make):
    event = make.event()
    question = make.question(event)
    phone, _ = signed_in(make, event)

    answer = phone.post(room(event, question.code, "dukung"), headers=HTMX)
    poll = phone.get(
        room(event, "daftar"), headers=HTMX | {"If-None-Match": answer.headers["ETag"]}
    )

    assert "<html" not in answer.text
    assert "1 dukungan Batal dukung" in text_of(answer)
    assert poll.status_code == 304


def test_a_script_is_told_why_not(make):
    event = make.event()
    phone, me = signed_in(make, event)
    question = make.question(event, me)

    answer = phone.post(room(event, question.code, "dukung"), headers=HTMX)

    assert "Ini pertanyaan Anda sendiri." in answer.text
    assert 'id="alerts"' in answer.text
