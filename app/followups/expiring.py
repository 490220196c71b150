"""Phone numbers with promises that are closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, update

from app.events.models import Event
from app.extensions import db
from app.followups.models import LIVES_AFTER_CLOSING, FollowUp
from app.personal import Expiring


def _due(moment: datetime) -> Select[Any, str]:
    about = func.coalesce(Event.title, "Tanpa kegiatan").label("about")
    query = select(FollowUp.id, about).outerjoin(Event, Event.id == FollowUp.event_id)
    held = FollowUp.phone.is_not(None) | FollowUp.token_hash.is_not(None)
    return query.where(FollowUp.closed_at < moment, held)


def _forget(ids: Sequence[int]) -> list[str]:
    values = {"phone": None, "token_hash": None}
    db.session.execute(update(FollowUp).where(FollowUp.id.in_(ids)).values(values))
    return []


PHONES = Expiring(
    key="hp-tindak-lanjut",
    label="Nomor HP pada tindak lanjut yang ditutup",
    since="sejak ditutup",
    why="Untuk bertanya kembali setelah selesai; uraian dan penanggung jawab tetap ada.",
    days=365,
    least=LIVES_AFTER_CLOSING.days,
    due=_due,
    forget=_forget,
)
EXPIRING = (PHONES,)
