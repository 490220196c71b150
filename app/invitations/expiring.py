"""Personal links of invited persons who never answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update

from app.events.models import Event
from app.events.queries import over_before
from app.invitations.models import LIVES, Invitation
from app.personal import Expiring, Gone, carried_out


def _due(moment: datetime) -> Select[Any, str]:
    return (
        select(Invitation.id, Event.title.label("about"))
        .join(Event, Event.id == Invitation.event_id)
        .where(over_before(moment), Invitation.token_hash.is_not(None))
        .where(Invitation.reply.is_(None), Invitation.came.is_(False))
    )


def _forget(ids: Sequence[int]) -> Gone:
    query = update(Invitation).where(Invitation.id.in_(ids), Invitation.token_hash.is_not(None))
    return Gone(carried_out(query.values(token_hash=None)))


LINKS = Expiring(
    key="tautan-undangan",
    label="Tautan undangan yang tidak dijawab",
    since="sejak kegiatan selesai",
    why="Tautan sudah tidak terbuka 14 hari setelah kegiatan.",
    days=30,
    least=LIVES.days,
    due=_due,
    forget=_forget,
)
EXPIRING = (LINKS,)
