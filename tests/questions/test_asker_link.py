"""The personal link by which somebody follows what has become of the own question."""

from datetime import timedelta

import pytest

from app.columns import now
from app.extensions import db
from app.questions.models import LINK_LIVES, Question, Status
from tests.questions.phones import change, text_of

GIVEN = {"status": Status.ANSWERED, "answer": "Rp16.800 sebulan.", "answered_by": "Rina"}


@pytest.fixture
def hand_over(app):
    """Make the link of a question; the token in it."""

    def hand_over(question):
        with app.app_context():
            found = db.session.get(Question, question.id)
            found.issue_link()
            db.session.commit()
            return found.token

    return hand_over


def test_the_link_is_exchanged_for_a_clean_address(make, visitor, hand_over, reload):
    question = make.question(make.event(), words="Berapa iurannya?", answered_at=now(), **GIVEN)
    token = hand_over(question)

    answer = visitor.get(f"/t/{token}")
    page = visitor.get(answer.location)

    assert (answer.status_code, answer.location) == (303, f"/tanya/{question.code}")
    assert {"HttpOnly", "SameSite=Lax", f"Path=/tanya/{question.code}"} <= set(
        answer.headers["Set-Cookie"].split("; ")
    )
    assert "Berapa iurannya? Sudah dijawab" in text_of(page)
    assert "Rp16.800 sebulan. Dijawab oleh Rina" in text_of(page)
    assert token not in page.text
    assert reload(question).token_hash != token


def test_previews_of_the_link_change_nothing(app, make, hand_over, rows):
    question = make.question(make.event())
    token = hand_over(question)
    before = rows(Question)[0].__dict__.copy()

    answers = [app.test_client().get(f"/t/{token}").status_code for _ in range(3)]
    answers.append(app.test_client().head(f"/t/{token}").status_code)

    after = rows(Question)[0].__dict__
    assert answers == [303] * 4
    assert {k: v for k, v in after.items() if k[0] != "_"} == {
        k: v for k, v in before.items() if k[0] != "_"
    }


def test_the_reason_is_told_and_a_waiting_answer_is_not(make, visitor, hand_over):
    event = make.event()
    hidden = make.question(event, status=Status.HIDDEN, hidden_reason="Sudah dibahas.")
    waiting = make.question(event, answer="Belum disetujui", answered_by="Rina")

    reason = visitor.get(f"/t/{hand_over(hidden)}", follow_redirects=True)
    page = visitor.get(f"/t/{hand_over(waiting)}", follow_redirects=True)

    assert "Tidak ditampilkan" in text_of(reason)
    assert "Alasan: Sudah dibahas." in text_of(reason)
    assert "Belum disetujui" not in page.text


@pytest.mark.parametrize("guess", ["x", "0" * 64, "hash"])
def test_a_guess_opens_nothing(make, visitor, hand_over, reload, guess):
    question = make.question(make.event())
    hand_over(question)
    token = reload(question).token_hash if guess == "hash" else guess

    visitor.set_cookie("balai_penanya", token, path=f"/tanya/{question.code}")

    assert visitor.get(f"/t/{token}").status_code == 404
    assert visitor.get(f"/tanya/{question.code}").status_code == 404


def test_it_opens_this_one_question_alone(make, visitor, hand_over):
    event = make.event()
    question, other = make.question(event), make.question(event)
    token = hand_over(question)
    hand_over(other)
    visitor.get(f"/t/{token}")
    visitor.set_cookie("balai_penanya", token, path=f"/tanya/{other.code}")

    assert visitor.get(f"/tanya/{question.code}").status_code == 200
    assert visitor.get(f"/tanya/{other.code}").status_code == 404


def test_a_new_link_ends_the_old_one_and_a_revoked_one_opens_nothing(app, make, visitor, hand_over):
    question = make.question(make.event())
    old = hand_over(question)
    visitor.get(f"/t/{old}")

    new = hand_over(question)
    old_browser = visitor.get(f"/tanya/{question.code}").status_code
    opened = app.test_client().get(f"/t/{new}").status_code
    with app.app_context():
        found = db.session.get(Question, question.id)
        found.revoke_link()
        db.session.commit()
        none = found.token

    assert (old_browser, opened, none) == (404, 303, "")
    assert app.test_client().get(f"/t/{old}").status_code == 404
    assert app.test_client().get(f"/t/{new}").status_code == 404


@pytest.mark.parametrize(("days", "status"), [(89, 200), (91, 404)])
def test_it_lives_for_ninety_days_after_the_kegiatan(app, make, visitor, hand_over, days, status):
    event = make.event()
    question = make.question(event)
    visitor.get(f"/t/{hand_over(question)}")
    ended = now() - timedelta(days=days)
    change(app, event, {"starts_at": ended - timedelta(hours=3), "ends_at": ended})

    assert timedelta(days=90) == LINK_LIVES
    assert visitor.get(f"/tanya/{question.code}").status_code == status
