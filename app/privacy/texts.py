"""Texts of people that bear a name: nobody changes them but people, so the pages say where."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from sqlalchemy import select

from app.directory.naming import split_titles
from app.events.models import Event
from app.extensions import db
from app.sections.models import Document, Section

SHORTEST = 3  # letters of a name that is looked for


class Texts(NamedTuple):
    """Of one document of a kegiatan; `endpoint` is the room in which it is written."""

    event: Event
    document: Document

    @property
    def endpoint(self) -> str:
        return "minutes.index" if self.document is Document.MINUTES else "reports.index"

    def __str__(self) -> str:
        return f"{self.document.value.capitalize()} “{self.event.title}”"


def bare(name: str) -> str:
    """Without titles, and without the office that staff add: as people write it in a text."""
    return split_titles(name).name.partition(",")[0].strip()


def texts_naming(name: str) -> Sequence[Texts]:
    """Each document once. Namesakes too: who reads it knows."""
    if len(bare(name)) < SHORTEST:
        return []
    words = escape(bare(name), quote=False)
    query = select(Event, Section.document).join(Section, Section.event_id == Event.id)
    query = query.where(Section.body.icontains(words, autoescape=True)).distinct()
    found = db.session.execute(query.order_by(Event.starts_at, Event.id, Section.document))
    return [Texts(event, document) for event, document in found]
