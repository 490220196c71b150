"""The head of the official form: what the system knows about the kegiatan anyway."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from app import wib
from app.attendees.models import Attendance, Part
from app.directory.models import Post
from app.events.models import Event
from app.extensions import db
from app.minutes.models import Minutes
from app.presenters.models import Presenter

NOBODY = "-"
GROUPS = {Part.SPEAKER: "Narasumber", Part.GUEST: "Tamu"}


def facts_of(
    event: Event, minutes: Minutes, presenters: Sequence[Presenter], chair: dict[str, str] | None
) -> dict[str, Any]:
    """As plain JSON, in the words of the paper."""
    participants, present = participants_of(event)
    chair_words = f"{chair['name']}, {chair['position']}" if chair else NOBODY
    return {
        "title": event.title,
        "date": wib.long_date(event.day),
        "day": wib.plain_date(event.day),
        "letter": _letter(event),
        "hours": event.hours,
        "place": event.place or NOBODY,
        "agenda": event.agenda_items,
        "chair": chair_words,
        "secretary": minutes.secretary or NOBODY,
        "note_taker": note_taker_of(event, minutes) or NOBODY,
        "presenters": [words_of(one) for one in presenters],
        "participants": participants,
        "present": present,
    }


def note_taker_of(event: Event, minutes: Minutes) -> str:
    return minutes.note_taker or event.note_taker


def words_of(presenter: Presenter) -> str:
    return ", ".join(part for part in (presenter.name, presenter.office) if part)


def participants_of(event: Event) -> tuple[list[str], int]:
    """How many came of each rank, the highest first, then presenters and guests; and all."""
    query = select(Attendance.part, Attendance.rank, Attendance.position)
    query = query.where(Attendance.event_id == event.id, Attendance.voided_at.is_(None))
    labels: Counter[tuple[int, str]] = Counter()
    for part, rank, _position in db.session.execute(query):
        labels[_group(part, rank)] += 1
    lines = [f"{label} {count} orang" for (_, label), count in sorted(labels.items())]
    return lines, labels.total()


def _group(part: Part, rank: int) -> tuple[int, str]:
    """Where it stands in the list, and how it is called."""
    if part in GROUPS:
        return 10 + list(GROUPS).index(part), GROUPS[part]
    post = list(Post)[rank] if rank < len(Post) else Post.OTHER
    return post.rank, post.label if post is not Post.OTHER else "Peserta lain"


def _letter(event: Event) -> str:
    if not (event.letter_number or event.letter_date):
        return NOBODY
    number = f"Nomor {event.letter_number}" if event.letter_number else ""
    dated = f"tanggal {wib.plain_date(event.letter_date)}" if event.letter_date else ""
    return f"{number} {dated}".strip()
