"""Phone numbers of those who have spoken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update

from app.events.models import Event
from app.events.queries import over_before
from app.personal import Expiring, Gone, carried_out
from app.presenters.models import Presenter


def _due(moment: datetime) -> Select[Any, str]:
    return (
        select(Presenter.id, Event.title.label("about"))
        .join(Event, Event.id == Presenter.event_id)
        .where(over_before(moment), Presenter.phone.is_not(None))
    )


def _forget(ids: Sequence[int]) -> Gone:
    query = update(Presenter).where(Presenter.id.in_(ids), Presenter.phone.is_not(None))
    return Gone(carried_out(query.values(phone=None)))


PHONES = Expiring(
    key="hp-narasumber",
    label="Nomor HP narasumber",
    since="sejak kegiatan selesai",
    why="Untuk menghubungi narasumber tentang jawaban yang menyusul; dua tahun cukup.",
    days=730,
    least=30,
    due=_due,
    forget=_forget,
)
EXPIRING = (PHONES,)
