"""Who did what, when: append-only. Nobody edits or deletes an entry through the application."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import g, has_request_context
from sqlalchemy import JSON, ForeignKey, String, inspect
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import UtcDateTime, now
from app.extensions import Model, db


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


def changed_columns(row: Any) -> list[str]:
    """The names of the columns that are not yet written as they are now: a detail without data."""
    state = inspect(row)
    return [c.key for c in state.mapper.column_attrs if state.attrs[c.key].history.has_changes()]


def record(action: str, subject: str = "", *, by: Any = None, **detail: Any) -> None:
    """Add an entry to the running transaction: the deed and its entry stand or fall together.

    `action` is `noun.verb` ("attendance.void"), `subject` what it was done to ("kegiatan abc123"),
    `by` the account; without one it was the system or an unknown visitor.
    """
    db.session.add(
        AuditEntry(
            action=action,
            subject=subject,
            account_id=by.id if by else None,
            actor=by.username if by else "-",
            detail=detail,
            request_id=g.get("request_id") if has_request_context() else None,
        )
    )
