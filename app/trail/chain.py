"""Whether the audit log is what it was: every seal follows from the one before."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from app.audit import AuditEntry, AuditHead
from app.extensions import reading_session

AT_ONCE = 1_000  # entries held in memory


class Verdict(NamedTuple):
    sealed: int  # entries with a seal, up to the first that is wrong
    wrong: int | None = None  # id of the first entry that does not follow from those before
    is_short: bool = False  # the newest entries are gone

    @property
    def is_whole(self) -> bool:
        return self.wrong is None and not self.is_short


def check() -> Verdict:
    """Walk along all entries, in one moment of the database."""
    with reading_session() as session:
        head = session.get(AuditHead, 1)
        before, count, open_ended = "", 0, True
        query = select(AuditEntry).order_by(AuditEntry.id).execution_options(yield_per=AT_ONCE)
        with session.scalars(query) as entries:  # closed, however early the walk ends
            for entry in entries:
                if entry.seal is None and open_ended:
                    continue  # from before there were seals
                open_ended = False
                if entry.seal != entry.sealed_after(before):
                    return Verdict(count, wrong=entry.id)
                before, count = entry.seal or "", count + 1
                session.expunge(entry)
    known = (head.seal, head.count) if head else ("", 0)
    return Verdict(count, is_short=known != (before, count))
