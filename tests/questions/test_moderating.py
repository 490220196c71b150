"""What staff do from the list, and what must not happen when two of them do it."""

import pytest

from app.accounts.models import Role
from app.audit import AuditEntry
from app.events.models import Event, Slide
from app.questions.models import Question, Status
from app.questions.states import FOLLOWS
from tests.browser import HTMX


def at(event, question, deed=""):
    return f"/kegiatan/{event.code}/pertanyaan/{question.code}/{deed}"


@pytest.fixture
def event(make):
    return make.event()


def test_a_new_one_is_let_out(event, make, staff, reload, rows):
    question = make.question(event, status=Status.NEW)

    answer = staff.post(at(event, question, "tampilkan"), data={"seen": "masuk"})

    assert answer.status_code == 303
    assert answer.location == f"/kegiatan/{event.code}/pertanyaan#q-{question.code}"
    assert reload(question).status is Status.SHOWN
    assert reload(event).questions_version == 1
    [entry] = rows(AuditEntry)
    assert (entry.action, entry.detail) == ("question.show", {"question": question.code})


def test_the_list_comes_back_narrowed_down_as_it_was(event, make, staff):
    question = make.question(event, status=Status.NEW)

    answer = staff.post(at(event, question, "tampilkan?status=masuk&q=apa"))

    assert "status=masuk" in answer.location
    assert "q=apa" in answer.location


def test_a_live_page_gets_the_list_at_once(event, make, staff):
    question = make.question(event, status=Status.NEW)

    answer = staff.post(at(event, question, "tampilkan"), headers=HTMX)

    assert answer.status_code == 200
    assert 'id="section-tampil"' in answer.text
    assert "<html" not in answer.text


def test_one_is_hidden_with_a_reason(event, make, staff, reload):
    question = make.question(event)

    staff.post(at(event, question, "sembunyikan"), data={"reason": "lain", "other": "Salah kamar."})

    question = reload(question)
    assert (question.status, question.hidden_reason) == (Status.HIDDEN, "Salah kamar.")


def test_nothing_is_hidden_without_a_reason(event, make, staff, reload):
    question = make.question(event)

    answer = staff.post(at(event, question, "sembunyikan"), data={"reason": "lain", "other": "  "})

    assert answer.status_code == 422
    assert "Tuliskan alasannya." in answer.text
    assert reload(question).status is Status.SHOWN


def test_what_was_hidden_is_shown_after_all(event, make, staff, reload):
    question = make.question(event, status=Status.HIDDEN, hidden_reason="Salah.")

    staff.post(at(event, question, "tampilkan"))

    assert (reload(question).status, reload(question).hidden_reason) == (Status.SHOWN, "")


def test_one_is_answered_at_a_time_and_the_projector_follows(event, make, staff, reload):
    first = make.question(event)
    second = make.question(event, status=Status.ANSWERED)
    third = make.question(event)

    staff.post(at(event, first, "mulai"))
    staff.post(at(event, second, "mulai"))
    after_two = [reload(first).status, reload(second).status]
    staff.post(at(event, third, "mulai"))

    assert after_two == [Status.SHOWN, Status.ANSWERING]
    assert reload(second).status is Status.ANSWERED  # as it was
    assert reload(third).status is Status.ANSWERING
    assert reload(event).slide is Slide.ANSWER


def test_who_takes_the_place_of_another_is_told(event, make, staff):
    first, second = make.question(event), make.question(event)
    staff.post(at(event, first, "mulai"))

    answer = staff.post(at(event, second, "mulai"), follow_redirects=True)

    assert "Pertanyaan sebelumnya kembali ke “Tampil”." in answer.text


def test_stopping_returns_the_projector_to_the_questions(event, make, staff, reload):
    question = make.question(event)
    staff.post(at(event, question, "mulai"))

    staff.post(at(event, question, "hentikan"))

    assert reload(question).status is Status.SHOWN
    assert reload(event).slide is Slide.QUESTIONS


def test_a_projector_that_shows_something_else_is_left_alone(event, make, staff, reload):
    question = make.question(event)
    staff.post(at(event, question, "mulai"))
    staff.post(f"/layar/{event.code}/tampilkan", data={"slide": "kode"})

    staff.post(at(event, question, "hentikan"))

    assert reload(event).slide is Slide.CODE


@pytest.mark.parametrize("deed", ["tampilkan", "mulai", "hentikan"])
def test_the_second_of_two_moderators_is_told(event, make, staff, reload, deed):
    question = make.question(event, status=Status.NEW)
    staff.post(
        at(event, question, "sembunyikan"),
        data={"reason": "Memuat data pribadi.", "seen": "masuk"},
    )

    answer = staff.post(at(event, question, deed), data={"seen": "masuk"})

    assert answer.status_code == 409
    assert "baru saja diubah dan kini “Disembunyikan”" in answer.text
    assert reload(question).status is Status.HIDDEN


@pytest.mark.parametrize("old", list(Status))
@pytest.mark.parametrize(
    ("deed", "new"), [("tampilkan", Status.SHOWN), ("mulai", Status.ANSWERING)]
)
def test_states_follow_each_other_as_they_may(event, make, staff, reload, old, deed, new):
    words = {"hidden_reason": "Salah."} if old is Status.HIDDEN else {}
    question = make.question(event, status=old, **words)

    answer = staff.post(at(event, question, deed))

    allowed = new is old or new in FOLLOWS[old]
    assert answer.status_code == (303 if allowed else 409)
    assert reload(question).status is (new if allowed else old)


def test_a_withdrawn_answer_waits_again(event, make, staff, reload):
    question = make.question(event, status=Status.ANSWERED, answer="Rp16.800.")

    staff.post(at(event, question, "tampilkan"))

    question = reload(question)
    assert (question.status, question.answered_at) == (Status.SHOWN, None)
    assert question.waiting_answer == "Rp16.800."


def test_moderation_is_switched_by_two_addresses(event, staff, reload, rows):
    address = f"/kegiatan/{event.code}/pertanyaan/moderasi"

    staff.post(f"{address}/mati")
    staff.post(f"{address}/mati")
    off = reload(event).moderated
    page = staff.get(f"/kegiatan/{event.code}/pertanyaan").text
    staff.post(f"{address}/nyala")

    assert (off, reload(event).moderated) == (False, True)
    assert "Moderasi mati." in page
    assert [entry.detail for entry in rows(AuditEntry)] == [{"on": False}] * 2 + [{"on": True}]


def test_switching_it_off_lets_nothing_out_that_waits(event, make, staff, reload):
    question = make.question(event, status=Status.NEW)

    staff.post(f"/kegiatan/{event.code}/pertanyaan/moderasi/mati")

    assert reload(question).status is Status.NEW


def test_only_staff_may(event, make, log_in, visitor, rows):
    question = make.question(event, status=Status.NEW)
    lead = log_in(make.account(Role.LEAD))
    deeds = ["tampilkan", "mulai", "hentikan", "sembunyikan", "jawaban", "gabung", "narasumber"]

    answers = [lead.post(at(event, question, deed)).status_code for deed in deeds]
    strangers = [visitor.post(at(event, question, deed)).status_code for deed in deeds]

    assert answers == [403] * len(deeds)
    assert strangers == [303] * len(deeds)
    assert [one.status for one in rows(Question)] == [Status.NEW]
    assert rows(Event)[0].questions_version == 0
