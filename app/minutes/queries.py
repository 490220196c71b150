from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from app import rich_text
from app.events.models import Event, Status
from app.extensions import db
from app.followups.queries import promises_of
from app.materials.queries import materials_of
from app.minutes.facts import facts_of, note_taker_of
from app.minutes.models import Minutes, MinutesVersion
from app.minutes.outline import PAPER, Planned, outline_of
from app.minutes.states import State
from app.minutes.tables import promise_row, question_row, questions_to_choose, stands_in
from app.office.queries import office
from app.presenters.queries import presenters_of
from app.questions.models import Question
from app.sections.models import Document, Section
from app.sections.queries import sections_of

Content = dict[str, Any]

SHUT = (Status.CANCELLED, Status.LOCKED)  # nothing can be approved any more
MOST_WAITING = 20  # on the start page


class Notula(NamedTuple):
    """Everything that the room shows of what is being written."""

    minutes: Minutes
    sections: list[tuple[str, Section]]  # with their labels, in the order of the form
    questions: Sequence[Question]  # that could stand in it
    content: Content


def minutes_of(event: Event) -> Minutes:
    """The row; a blank one of no table where nobody has begun."""
    return db.session.get(Minutes, event.id) or Minutes.blank(event)


def minutes_to_change(event: Event) -> Minutes:
    """The row, made where it is missing. The caller holds the kegiatan."""
    minutes = db.session.get(Minutes, event.id, populate_existing=True)
    if minutes is None:
        minutes = Minutes.blank(event)
        db.session.add(minutes)
        db.session.flush()
    return minutes


def minutes_to_approve() -> Sequence[Minutes]:
    """All that have been checked and wait for pimpinan, in one statement; the oldest first."""
    query = (
        select(Minutes)
        .join(Minutes.event)
        .options(contains_eager(Minutes.event))
        .where(Minutes.state == State.CHECKED, Event.status.not_in(SHUT))
        .order_by(Minutes.checked_at, Minutes.event_id)
        .limit(MOST_WAITING)
    )
    return db.session.scalars(query).all()


def versions_of(event: Event) -> Sequence[MinutesVersion]:
    query = select(MinutesVersion).where(MinutesVersion.event_id == event.id)
    return db.session.scalars(query.order_by(MinutesVersion.number.desc())).all()


def version_or_404(event: Event, number: int) -> MinutesVersion:
    query = select(MinutesVersion).where(MinutesVersion.event_id == event.id)
    return db.one_or_404(query.where(MinutesVersion.number == number))


def notula_of(event: Event) -> Notula:
    """As it stands now; once it is approved, as it was approved."""
    minutes = minutes_of(event)
    known = event.letterhead_and_signers(office())
    presenters, promises = presenters_of(event), promises_of(event)
    candidates = questions_to_choose(event)
    questions = [one for one in candidates if stands_in(minutes, one)]
    facts = facts_of(event, minutes, presenters, known["chair"])
    materials = [one for one in materials_of(event) if one.is_shown]
    plan = outline_of(event, facts, presenters, materials, questions, len(promises))
    sections = _sections(event, plan)
    content = {
        "number": minutes.number,
        "reason": minutes.reason,
        "facts": facts,
        "kop": known["office"],
        "chair": known["chair"],
        "note_taker": note_taker_of(event, minutes),
        "is_demo": event.is_demo,
        "sections": [
            {"key": section.key, "label": label, "body": section.body}
            for label, section in sections
        ],
        "questions": [question_row(one) for one in questions],
        "promises": [promise_row(one) for one in as_promised(promises)],
    }
    return Notula(minutes, sections, candidates, minutes.content or content)


def content_of(event: Event) -> Content:
    """What is printed: what was approved or locked, else what stands there now."""
    return notula_of(event).content


def as_promised(promises: Sequence[Any]) -> list[Any]:
    """In the order in which they were promised: what is urgent changes, a paper does not."""
    return sorted(promises, key=lambda promise: promise.id)


def fingerprint(content: Content) -> str:
    """Changes with every word: who approves approves what was read."""
    written = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:32]


def _sections(event: Event, plan: Sequence[Planned]) -> list[tuple[str, Section]]:
    """In the order of the form. What was written about a presenter who was taken off stays."""
    written = sections_of(event, Document.MINUTES)
    found = []
    for key, label, proposal in plan:
        section = written.pop(key, None) or _proposed(event, key, proposal)
        found.append((label, section))
    orphans = [one for key, one in written.items() if key.startswith(PAPER) and one.body]
    place = 1 + sum(1 for one in plan if one.key.startswith(PAPER))
    found[place:place] = [("Materi lain", section) for section in orphans]
    return found


def _proposed(event: Event, key: str, body: str) -> Section:
    """Of no row in the table, until somebody writes."""
    return Section(
        event_id=event.id,
        document=Document.MINUTES,
        key=key,
        body=rich_text.clean(body),
        revision=0,
        editor="",
    )
