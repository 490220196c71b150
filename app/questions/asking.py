"""Asking from a phone: when it is open, and how much one person may ask."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import select

from app import live, wib
from app.attendees import signing
from app.attendees.models import Attendance
from app.columns import now
from app.directory.models import Person
from app.events.models import Event
from app.events.models import Status as Stage
from app.extensions import db
from app.questions.models import MOST_OPEN, Question, Status, Topic
from app.questions.queries import count_open, question_of_form

CLOSED = "Tanya jawab kegiatan ini sudah ditutup. Pertanyaan dan jawabannya tetap dapat dibaca."
CANCELLED = "Kegiatan ini dibatalkan, jadi pertanyaan tidak dapat diajukan."
NOT_YET = "Tanya jawab dibuka saat kegiatan berlangsung. Silakan buka lagi halaman ini nanti."
TOO_MANY = (
    f"Anda mempunyai {MOST_OPEN} pertanyaan yang belum dijawab. Pertanyaan berikutnya dapat "
    "diajukan setelah salah satunya dijawab."
)


class NotNow(Exception):
    """Nothing can be asked or supported now; the text says why, and what to do."""


def ask(
    event: Event,
    attendance: Attendance,
    *,
    words: str,
    topic: Topic,
    hides_name: bool,
    request_id: str,
) -> Question:
    """Take a question, or find the one that this very form has made. Does not commit.

    The kegiatan is held first: of two questions at once, the second counts the first. Raises
    NotNow.
    """
    signing.hold(event)
    known = question_of_form(attendance, request_id)
    if known:
        return known
    if why := why_closed(event, now()):
        raise NotNow(why)
    if count_open(attendance) >= MOST_OPEN:
        raise NotNow(TOO_MANY)
    question = Question(
        event_id=event.id,
        words=words,
        topic=topic,
        status=Status.NEW if event.moderated else Status.SHOWN,
        attendance_id=attendance.id,
        asker=attendance.name,
        place=attendance.place,
        region_id=_region_of(attendance),
        hides_name=hides_name,
        request_id=request_id,
    )
    db.session.add(question)
    db.session.flush()
    live.questions_changed(event)
    return question


def why_closed(event: Event, moment: datetime) -> str:
    """Why nobody can ask or vote now; an empty text while they can.

    It is open while the kegiatan runs, and after its end for the rest of the day.
    """
    if event.status is Stage.CANCELLED:
        return CANCELLED
    if event.status in {Stage.DRAFT, Stage.SCHEDULED}:
        return NOT_YET
    day_after = wib.today(event.ends_at or event.starts_at) + timedelta(days=1)
    ends = max(wib.at(day_after, time()), event.door_closes_at)
    return CLOSED if event.status is Stage.LOCKED or moment >= ends else ""


def _region_of(attendance: Attendance) -> int | None:
    query = select(Person.region_id).join(Attendance, Attendance.person_id == Person.id)
    return db.session.scalar(query.where(Attendance.id == attendance.id))
