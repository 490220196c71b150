"""What was asked at the kegiatan of the demo, by whom, and who supported it: all of it invented."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from app.attendees.models import Attendance
from app.directory.models import Person
from app.events.models import Event
from app.extensions import db
from app.presenters.models import Presenter
from app.questions.models import Question, Status, Topic, Vote

ANSWERER = "Narasumber (jawaban contoh)"
ASKED_IN_FEBRUARY = [
    (
        Topic.PREMIUM,
        "Nelayan di tempat kami penghasilannya tidak tetap. Berapa iuran yang harus dibayar?",
        "Dengan penghasilan yang dilaporkan Rp1.000.000, iuran JKK dan JKM Rp16.800 sebulan.",
    ),
    (
        Topic.CLAIM,
        "Bila iuran terlambat tiga bulan, apakah ahli waris masih dapat mengajukan klaim?",
        "Sesudah tiga bulan tidak dibayar, kepesertaan nonaktif, tanpa denda; aktifkan dulu.",
    ),
    (
        Topic.RECORDING,
        "Banyak tukang bekerja berpindah-pindah. Bagaimana kami mencatatnya?",
        "Catat jumlahnya per jenis pekerjaan di lingkungan tempat tinggal, tanpa NIK.",
    ),
    (
        Topic.UNDERSTANDING,
        "Warga belum paham manfaatnya. Adakah bahan yang dapat kami tempel di pos lingkungan?",
        "",
    ),
]
ASKED_TODAY = [
    (Topic.REGISTRATION, "Apakah pendaftaran dapat dilakukan di kantor lurah?", Status.SHOWN),
    (Topic.PREMIUM, "Apakah iuran dapat dibayar per tiga bulan?", Status.SHOWN),
    (Topic.OTHER, "Kapan kegiatan berikutnya untuk pedagang pasar?", Status.NEW),
]


def ask_in_february(event: Event, presenter: Presenter) -> Question:
    """Three that were answered; hands back the last one, from which a promise came."""
    people = people_of(event)
    for number, (topic, words, answer) in enumerate(ASKED_IN_FEBRUARY):
        status = Status.ANSWERED if answer else Status.FOLLOWED_UP
        question = _ask(event, people[number * 7], topic, words, status, presenter, answer)
        _support(question, people[number + 1 : 9 + number * 3])
    return question


def ask_today(event: Event) -> None:
    """Two that are shown, and one that waits for staff."""
    people = people_of(event)
    for who, (topic, words, status) in zip(people, ASKED_TODAY, strict=False):
        question = _ask(event, who, topic, words, status)
        if status is Status.SHOWN:
            _support(question, people)


def people_of(event: Event) -> list[Attendance]:
    """Invented participants in the order of their arrival."""
    query = select(Attendance).where(
        Attendance.event_id == event.id, Attendance.person_id.is_not(None)
    )
    rows = db.session.scalars(query.order_by(Attendance.number))
    return [row for row in rows if "Contoh" in row.name]


def _ask(
    event: Event,
    who: Attendance,
    topic: Topic,
    words: str,
    status: Status,
    presenter: Presenter | None = None,
    answer: str = "",
) -> Question:
    region = select(Person.region_id).where(Person.id == who.person_id)
    question = Question(
        event_id=event.id,
        words=words,
        topic=topic,
        status=status,
        attendance_id=who.id,
        asker=who.name,
        place=who.place,
        region_id=db.session.scalar(region),
        presenter_id=presenter.id if presenter else None,
        asked_at=who.signed_at + timedelta(minutes=3),
        answer=answer,
        answered_by=ANSWERER if answer else "",
        answered_at=who.signed_at + timedelta(minutes=7) if answer else None,
        request_id=secrets.token_hex(16),
    )
    db.session.add(question)
    db.session.flush()
    event.questions_version += 1
    return question


def _support(question: Question, voters: Sequence[Attendance]) -> None:
    others = [one for one in voters if one.id != question.attendance_id]
    db.session.add_all(Vote(question_id=question.id, attendance_id=one.id) for one in others)
    question.votes = len(others)
