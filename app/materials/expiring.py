"""Uploads that came only in part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, select

from app.events.models import Event
from app.extensions import db
from app.materials.models import Upload
from app.materials.uploading import parts_of
from app.personal import Expiring


def _due(moment: datetime) -> Select[Any, str]:
    about = Event.title.label("about")
    query = select(Upload.id, about).join(Event, Event.id == Upload.event_id)
    return query.where(Upload.touched_at < moment)


def _forget(ids: Sequence[str]) -> list[str]:
    names = parts_of(ids)
    db.session.execute(delete(Upload).where(Upload.id.in_(ids)))
    return names


UPLOADS = Expiring(
    "unggahan",
    "Unggahan yang tidak selesai",
    "sejak bagian terakhir datang",
    "Unggahan yang terputus dapat dilanjutkan dalam sehari.",
    2,
    1,
    _due,
    _forget,
)
EXPIRING = (UPLOADS,)
