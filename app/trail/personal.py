"""Entries of the audit log about somebody: by code and number, as it holds no names."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from app.audit import AuditEntry
from app.extensions import db
from app.personal import Part, moment
from app.trail.words import noun_of

ATTENDANCE = "attendance."


def entries_about(person_id: int | None, numbers: Collection[tuple[str, int]]) -> Part:
    """`numbers`: codes of kegiatan and the number on their lists."""
    subjects = {f"kegiatan {code}" for code, _ in numbers}
    about = AuditEntry.action.startswith(ATTENDANCE) & AuditEntry.subject.in_(subjects)
    if person_id is not None:
        about |= AuditEntry.subject == f"person {person_id}"
    found = db.session.scalars(select(AuditEntry).where(about).order_by(AuditEntry.id))
    facts = [_facts(entry) for entry in found if _is_about(entry, numbers)]
    return Part("Jejak audit", facts)


def _is_about(entry: AuditEntry, numbers: Collection[tuple[str, int]]) -> bool:
    if not entry.action.startswith(ATTENDANCE):
        return True
    detail = entry.detail or {}
    told = [detail.get("number"), *(detail.get("numbers") or [])]
    return any(f"kegiatan {code}" == entry.subject and number in told for code, number in numbers)


def _facts(entry: AuditEntry) -> dict[str, str]:
    what = f"{noun_of(entry.action)}: {entry.action}"
    return {"Waktu": moment(entry.at), "Aktivitas": what, "Oleh": entry.actor}
