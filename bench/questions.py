"""The list of 300 questions with votes, as staff read it: python -m bench.questions

CPU is the lowest of several rounds: whatever else runs on this machine only ever adds to it.
"""

from __future__ import annotations

import os
import random
import secrets
import tempfile
import time
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as sa_event

from app import create_app, schema
from app.access import COOKIE
from app.accounts.models import Account, LoginSession, Role, hash_token, new_token
from app.attendees.models import Attendance, Method
from app.columns import now
from app.events.models import Event, Status
from app.extensions import db
from app.presenters.models import Presenter
from app.questions.models import Question, Topic, Vote
from app.questions.models import Status as Stage
from bench.figures import at_most, report

QUESTIONS, VOTERS, VOTES_EACH, ROUNDS = 300, 200, 15, 25
WORDS = "Bagaimana pekerja lepas di lingkungan kami didaftarkan bila majikannya berganti? "
STAGES = (Stage.NEW, Stage.SHOWN, Stage.SHOWN, Stage.ANSWERED)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BALAI_DATA"] = folder
        app = create_app({"SECRET_KEY": "only-for-this-benchmark", "LOG_LEVEL": "ERROR"})
        with app.app_context():
            schema.bring_up_to_date()
            event, token = fill(), log_in()
            db.session.commit()
            address, slide = f"/kegiatan/{event.code}/pertanyaan", f"/layar/{event.code}/pertanyaan"
        client = app.test_client()
        client.set_cookie(COOKIE, token)
        queries = count_queries(app, client, address)
        whole = measure(client, address)
        part = measure(client, address, {"HX-Request": "true"})
        screen = measure(client, slide, {"HX-Request": "true"})
    report(
        [
            at_most("queries for the list of 300 questions", queries, 4, "queries"),
            at_most("CPU of its page", whole, 40, "ms"),
            at_most("CPU of its live part", part, 40, "ms"),
            at_most("CPU of the projector's slide of them", screen, 10, "ms"),
        ]
    )


def fill() -> Event:
    """A hall in which everybody has asked and voted."""
    rng = random.Random(300)
    event = Event(title="Sosialisasi", place="Aula", starts_at=now(), status=Status.RUNNING)
    db.session.add(event)
    db.session.flush()
    presenter = Presenter(event_id=event.id, name="Ir. Rahmat Hidayat, M.M.")
    voters = [_voter(event, n) for n in range(VOTERS)]
    db.session.add_all([presenter, *voters])
    db.session.flush()
    questions = [_question(event, presenter, voters[n % VOTERS], n) for n in range(QUESTIONS)]
    db.session.add_all(questions)
    db.session.flush()
    for voter in voters:
        for question in rng.sample(questions, VOTES_EACH):
            question.votes += 1
            db.session.add(Vote(question_id=question.id, attendance_id=voter.id))
    for one in questions[::10]:
        one.merged_into_id = questions[1].id
    return event


def _voter(event: Event, n: int) -> Attendance:
    voter = Attendance.of_walk_in(event, name=f"Peserta {n}", position="Staf", institution="Bank")
    voter.number, voter.method, voter.request_id = n + 1, Method.PAPER, secrets.token_hex(16)
    return voter


def _question(event: Event, presenter: Presenter, asker: Attendance, n: int) -> Question:
    stage = STAGES[n % len(STAGES)]
    answered = {"answer": "Sudah.", "answered_by": presenter.name, "answered_at": now()}
    return Question(
        event_id=event.id,
        words=f"{n}: {WORDS * (n % 4 + 1)}",
        topic=list(Topic)[n % len(Topic)],
        status=stage,
        attendance_id=asker.id,
        asker=asker.name,
        place="Perwira / Lingk. II",
        presenter_id=presenter.id if n % 3 == 0 else None,
        request_id=secrets.token_hex(16),
        votes=0,
        **(answered if stage is Stage.ANSWERED else {}),
    )


def log_in() -> str:
    account = Account(username="petugas", name="Petugas", role=Role.STAFF, password_hash="-")
    db.session.add(account)
    db.session.flush()
    token = new_token()
    db.session.add(LoginSession(token_hash=hash_token(token), account_id=account.id))
    account.must_change_password = False
    return token


def count_queries(app: Flask, client: FlaskClient, address: str) -> int:
    statements: list[str] = []

    def note(*args: Any) -> None:
        if not args[2].startswith("BEGIN"):
            statements.append(args[2])

    with app.app_context():
        sa_event.listen(db.engine, "before_cursor_execute", note)
        assert client.get(address).text.count("question-words") > QUESTIONS / 2
        sa_event.remove(db.engine, "before_cursor_execute", note)
    return len(statements)


def measure(client: FlaskClient, address: str, headers: dict[str, str] | None = None) -> float:
    """Milliseconds of CPU for one answer."""
    costs = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        client.get(address, headers=headers)
        costs.append(time.process_time() - begun)
    return min(costs) * 1000


if __name__ == "__main__":
    main()
