"""Entries of the audit log about somebody: by code and number, as it holds no names."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, or_, select

from app.accounts.models import Account
from app.audit import AuditEntry
from app.extensions import db
from app.personal import Part, Whose, moment
from app.trail.deeds import deed_of
from app.trail.words import NO_ACCOUNT

ACCOUNT = "account."
ATTENDANCE = "attendance."
SPEAKING = ("presenter.", "material.")  # what is done to a presenter, and what one does

InKegiatan = Collection[tuple[str, int]]  # the code of a kegiatan, and a number within it


def entries_about(
    subjects: Collection[str],
    on_lists: InKegiatan,
    in_programmes: InKegiatan,
    account_id: int | None = None,
) -> Part:
    """`subjects`: as the log calls them (`person 7`); the numbers of those who came, of those who
    spoke. What is done to an account, and each log-in, stands below its username.
    """
    kegiatan = {f"kegiatan {code}" for code, _ in (*on_lists, *in_programmes)}
    deeds = or_(*(AuditEntry.action.startswith(noun) for noun in (ATTENDANCE, *SPEAKING)))
    about = AuditEntry.subject.in_(subjects) | AuditEntry.subject.in_(kegiatan) & deeds
    username = select(Account.username).where(Account.id == account_id)
    about |= AuditEntry.subject.in_(username)
    found = db.session.scalars(select(AuditEntry).where(about).order_by(AuditEntry.id))
    facts = [
        _facts(entry)
        for entry in found
        if entry.subject in subjects
        or entry.action.startswith(ACCOUNT)
        or _is_about(entry, on_lists, in_programmes)
    ]
    return Part("Jejak audit", facts)


def deeds_by(whose: Whose) -> Part:
    """Each kind once: an account has done thousands, and the log itself shows them all."""
    at = AuditEntry.at
    query = select(AuditEntry.action, func.count(), func.min(at), func.max(at))
    query = query.where(AuditEntry.account_id == whose.account).group_by(AuditEntry.action)
    facts = [
        {
            "Aktivitas": deed_of(action),
            "Jumlah": str(count),
            "Pertama": moment(first),
            "Terakhir": moment(last),
        }
        for action, count, first, last in db.session.execute(query.order_by(AuditEntry.action))
    ]
    return Part("Yang dilakukan dengan akun ini", facts)


def _is_about(entry: AuditEntry, on_lists: InKegiatan, in_programmes: InKegiatan) -> bool:
    detail, mine = entry.detail or {}, in_programmes
    told = [detail.get("presenter")]
    if entry.action.startswith(ATTENDANCE):
        mine, told = on_lists, [detail.get("number"), *(detail.get("numbers") or [])]
    return any(f"kegiatan {code}" == entry.subject and number in told for code, number in mine)


def _facts(entry: AuditEntry) -> dict[str, str]:
    by = NO_ACCOUNT if entry.actor == "-" else entry.actor
    return {"Waktu": moment(entry.at), "Aktivitas": deed_of(entry.action), "Oleh": by}
