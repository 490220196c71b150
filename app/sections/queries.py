"""The texts of a document, always within one kegiatan."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.events.models import Event
from app.extensions import db
from app.sections.models import Document, Section, SectionEdit


def sections_of(event: Event, document: Document) -> dict[str, Section]:
    """Those that somebody has written, by key."""
    query = select(Section).where(Section.event_id == event.id, Section.document == document)
    return {section.key: section for section in db.session.scalars(query.order_by(Section.id))}


def find_section(event: Event, document: Document, key: str) -> Section | None:
    query = select(Section).where(Section.event_id == event.id, Section.document == document)
    return db.session.scalar(query.where(Section.key == key))


def edits_of(section: Section) -> Sequence[SectionEdit]:
    """What stood here before and what came too late, the newest first."""
    query = select(SectionEdit).where(SectionEdit.section_id == section.id)
    return db.session.scalars(query.order_by(SectionEdit.id.desc())).all()


def newest_edit(section: Section) -> SectionEdit | None:
    query = select(SectionEdit).where(SectionEdit.section_id == section.id)
    return db.session.scalar(query.order_by(SectionEdit.id.desc()).limit(1))
