"""Uploads that came only in part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, select

from app.events.models import Event
from app.materials.models import Upload
from app.materials.uploading import parts_of
from app.personal import Expiring, Gone, carried_out


def _due(moment: datetime) -> Select[Any, str]:
    about = Event.title.label("about")
    query = select(Upload.id, about).join(Event, Event.id == Upload.event_id)
    return query.where(Upload.touched_at < moment)


def _forget(ids: Sequence[str]) -> Gone:
    names = parts_of(ids)
    return Gone(carried_out(delete(Upload).where(Upload.id.in_(ids))), names)


UPLOADS = Expiring(
    key="unggahan",
    label="Unggahan yang tidak selesai",
    since="sejak bagian terakhir datang",
    why="Unggahan yang terputus dapat dilanjutkan dalam sehari.",
    days=2,
    least=1,
    due=_due,
    forget=_forget,
)
EXPIRING = (UPLOADS,)
