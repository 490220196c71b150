"""Who changed what among the materials, in the audit trail."""

from __future__ import annotations

from typing import Any

from app import audit
from app.accounts.models import Account
from app.events.models import Event
from app.presenters.models import Presenter

Keeper = Account | Presenter  # who may bring materials in


def record(event: Event, action: str, by: Keeper, **detail: Any) -> None:
    """`action` is the verb alone; a presenter has no account and is named by number."""
    account = by if isinstance(by, Account) else None
    detail |= {} if account else {"presenter": by.id}
    audit.record(f"material.{action}", f"kegiatan {event.code}", by=account, **detail)
