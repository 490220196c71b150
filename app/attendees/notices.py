"""Versions of the privacy notice that the office has written, and the one that holds now."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from app import here
from app.attendees.notice import WORDS, Words
from app.columns import UtcDateTime, now
from app.extensions import Model, db, reading_session
from app.once import MadeOnce

FRESH = 30  # seconds for which a process goes on with what it has read
LONGEST = 600  # letters of each text
LONGEST_VERSION = 20
FIELD = "pemberitahuan"  # of the form: the version that stood on the page


def _rules(text: str) -> tuple[CheckConstraint, CheckConstraint]:
    """None of the texts is empty or longer than the form takes."""
    most = LONGEST_VERSION if text == "version" else LONGEST
    return (
        CheckConstraint(f"{text} <> ''", name=f"has_{text}"),
        CheckConstraint(f"length({text}) <= {most}", name=f"{text}_length"),
    )


class PrivacyNotice(MadeOnce, Model):
    """One version; never changed afterwards, as sign-ins refer to it."""

    __tablename__ = "privacy_notice"
    __table_args__ = tuple(rule for text in Words._fields for rule in _rules(text))

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(String(LONGEST_VERSION), unique=True)
    summary: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(Text)
    purpose: Mapped[str] = mapped_column(Text)
    what: Mapped[str] = mapped_column(Text)
    period: Mapped[str] = mapped_column(Text)
    rights: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    published_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    publisher: Mapped[str] = mapped_column(String(120), default="")

    @property
    def words(self) -> Words:
        return Words(*(getattr(self, name) for name in Words._fields))


def current() -> Words:
    """What a page shows now: the newest one."""
    return next(reversed(_known().values()))


def shown(form: Mapping[str, str]) -> str:
    """The version that stood on the page of a form; of one we do not know, the newest."""
    version = form.get(FIELD, "")
    return version if version in _known() else current().version


def forget_known() -> None:
    """There is a newer one: this process shows it at once, others within FRESH seconds."""
    here.app().extensions.pop(FIELD, None)


def _known() -> dict[str, Words]:
    """By version, oldest first. Read now and then only: a hall asks for it with every page."""
    read_at, known = here.app().extensions.get(FIELD, (0.0, {}))
    if not known or time.monotonic() - read_at > FRESH:
        with reading_session() as session:
            own = session.scalars(select(PrivacyNotice).order_by(PrivacyNotice.id)).all()
        known = {words.version: words for words in (*WORDS, *(one.words for one in own))}
        here.app().extensions[FIELD] = (time.monotonic(), known)
    return known


def all_of_the_office() -> list[PrivacyNotice]:
    """Newest first."""
    return list(db.session.scalars(select(PrivacyNotice).order_by(PrivacyNotice.id.desc())))
