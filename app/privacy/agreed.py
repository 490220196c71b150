"""Which version of the notice was shown to how many."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from app.attendees import notice, notices
from app.attendees.models import Attendance
from app.attendees.notice import Words
from app.extensions import db


class Version(NamedTuple):
    words: Words
    since: datetime | None  # None: came with Balai
    by: str


def versions() -> list[Version]:
    """Newest first: those of the office, and before them those that came with Balai."""
    own = [
        Version(one.words, one.published_at, one.publisher) for one in notices.all_of_the_office()
    ]
    return own + [Version(words, None, "") for words in reversed(notice.WORDS)]


def count_agreed() -> dict[str, int]:
    """Sign-ins by the version that stood above the signature; those without one are left out."""
    query = select(Attendance.notice_version, func.count()).where(Attendance.notice_version != "")
    grouped = query.group_by(Attendance.notice_version).order_by(Attendance.notice_version)
    return {version: count for version, count in db.session.execute(grouped)}
