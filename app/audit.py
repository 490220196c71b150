"""Who did what, when: append-only. Nobody edits or deletes an entry through the application.

Each entry is sealed with a hash of itself and of the entry before, and the newest seal stands
apart: what somebody changes or removes behind the application's back shows (`app.trail.chain`).
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from flask import g, has_request_context
from sqlalchemy import DDL, JSON, CheckConstraint, ForeignKey, String, event, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.columns import UtcDateTime, now
from app.extensions import Model, db

UNSEALED = "unsealed audit entries"


class AuditEntry(Model):
    """One deed. `detail` holds numbers and codes, never phones, signatures or tokens."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    actor: Mapped[str] = mapped_column(String(120))
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80), default="")
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    request_id: Mapped[str | None] = mapped_column(String(20))
    # SHA-256 of this entry and of the seal before; None: from before there were seals.
    seal: Mapped[str | None] = mapped_column(String(64))

    def sealed_after(self, before: str) -> str:
        """The seal that this entry must have where it follows that one.

        The account's id is left out: it is forgotten when the account is deleted, `actor` stays.
        """
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        words = [before, self.id, at, self.actor, self.action, self.subject, self.detail]
        text = json.dumps([*words, self.request_id], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


class AuditHead(Model):
    """The newest seal, and how many entries carry one: the row with id 1."""

    __tablename__ = "audit_head"
    __table_args__ = (
        CheckConstraint("id = 1", name="only_one"),
        CheckConstraint("count >= 0", name="count_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seal: Mapped[str] = mapped_column(String(64), default="")
    count: Mapped[int] = mapped_column(default=0)


event.listen(
    AuditHead.__table__,
    "after_create",
    DDL("INSERT INTO audit_head (id, seal, count) VALUES (1, '', 0)"),  # type: ignore[no-untyped-call]
)


def changed_columns(row: Any) -> list[str]:
    """The names of the columns that are not yet written as they are now: a detail without data."""
    state = inspect(row)
    return [c.key for c in state.mapper.column_attrs if state.attrs[c.key].history.has_changes()]


def record(action: str, subject: str = "", *, by: Any = None, **detail: Any) -> None:
    """Add an entry to the running transaction: the deed and its entry stand or fall together.

    `action` is `noun.verb` ("attendance.void"), `subject` what it was done to ("kegiatan abc123"),
    `by` the account; without one it was the system or an unknown visitor. The entry is written at
    the commit.
    """
    entry = AuditEntry(
        at=now(),
        action=action,
        subject=subject,
        account_id=by.id if by else None,
        actor=by.username if by else "-",
        detail=detail,
        request_id=g.get("request_id") if has_request_context() else None,
    )
    session = db.session()
    if not session.in_transaction():
        session.begin()  # else a rollback would not hear that there is something to forget
    session.info.setdefault(UNSEALED, []).append(entry)


@event.listens_for(Session, "before_commit")
def seal_entries(session: Session) -> None:
    """The last thing before a commit: who holds the head waits for nobody any more.

    Entries get their numbers only here, under the head: of two who write at once, whoever is sealed
    first has the smaller one.
    """
    entries = session.info.pop(UNSEALED, [])
    if not entries:
        return
    session.flush()
    head = _head(session) or _first_head(session)
    session.add_all(entries)
    session.flush()
    for entry in sorted(entries, key=lambda entry: entry.id):
        head.seal = entry.seal = entry.sealed_after(head.seal)
        head.count += 1
    session.flush()


def _head(session: Session) -> AuditHead | None:
    query = select(AuditHead).with_for_update().execution_options(populate_existing=True)
    return session.scalars(query).one_or_none()


def _first_head(session: Session) -> AuditHead:
    """Of two who write the first entries at once, one finds the other's."""
    with suppress(IntegrityError), session.begin_nested():
        session.add(AuditHead(id=1, seal="", count=0))
    head = _head(session)
    if head is None:
        raise RuntimeError("The audit log has no head.")
    return head


@event.listens_for(Session, "after_soft_rollback")
def forget_entries(session: Session, _previous: Any) -> None:
    """What was to be written down did not happen; a savepoint says nothing about the rest."""
    if not session.in_transaction():
        session.info.pop(UNSEALED, None)
