"""Phone numbers with promises that are closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, update

from app.events.models import Event
from app.followups.models import LIVES_AFTER_CLOSING, FollowUp
from app.personal import Expiring, Gone, carried_out

HELD = FollowUp.phone.is_not(None) | FollowUp.token_hash.is_not(None)


def _due(moment: datetime) -> Select[Any, str]:
    about = func.coalesce(Event.title, "Tanpa kegiatan").label("about")
    query = select(FollowUp.id, about).outerjoin(Event, Event.id == FollowUp.event_id)
    return query.where(FollowUp.closed_at < moment, HELD)


def _forget(ids: Sequence[int]) -> Gone:
    query = update(FollowUp).where(FollowUp.id.in_(ids), HELD)
    return Gone(carried_out(query.values(phone=None, token_hash=None)))


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
