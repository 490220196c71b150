"""The bytes of photos go with their kegiatan, once that is committed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy import event as sa_event

from app.events.models import Event
from app.materials.leftovers import note
from app.photos.models import Photo


@sa_event.listens_for(Event, "before_delete")
def _of_event(_mapper: Any, connection: Connection, event: Event) -> None:
    mine = Photo.event_id == event.id
    note(
        event,
        connection,
        select(Photo.stored_as).where(mine),
        select(Photo.thumbnail_as).where(mine),
    )
