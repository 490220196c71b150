"""Texts of people that bear a name: nobody changes them but people, so the pages say where."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from sqlalchemy import or_, select

from app.directory.naming import split_titles
from app.events.models import Event
from app.extensions import db
from app.sections.models import Document, Section, SectionEdit

SHORTEST = 3  # letters of a name that is looked for


class Texts(NamedTuple):
    """Of one document of a kegiatan; `endpoint` is the room in which it is written."""

    event: Event
    document: Document
    is_past: bool  # only what stood there before, or came too late, bears the name

    @property
    def endpoint(self) -> str:
        return "minutes.index" if self.document is Document.MINUTES else "reports.index"

    def __str__(self) -> str:
        name = f"{self.document.value.capitalize()} “{self.event.title}”"
        return f"{name} (hanya dalam riwayat)" if self.is_past else name


def bare(name: str) -> str:
    """Without titles, and without the office that staff add: as people write it in a text."""
    return split_titles(name).name.partition(",")[0].strip()


def texts_naming(name: str) -> Sequence[Texts]:
    """Each document once. Namesakes too: who reads it knows."""
    if len(bare(name)) < SHORTEST:
        return []
    words = escape(bare(name), quote=False)
    stands = Section.body.icontains(words, autoescape=True)
    stood = select(SectionEdit.section_id)
    stood = stood.where(SectionEdit.body.icontains(words, autoescape=True))
    query = select(Event, Section.document, stands).join(Section, Section.event_id == Event.id)
    query = query.where(or_(stands, Section.id.in_(stood)))
    found: dict[tuple[int, Document], Texts] = {}
    for event, document, is_there in db.session.execute(
        query.order_by(Event.starts_at, Event.id, Section.document)
    ):
        before = found.get((event.id, document))
        is_past = not is_there and (before is None or before.is_past)
        found[event.id, document] = Texts(event, document, is_past)
    return list(found.values())
