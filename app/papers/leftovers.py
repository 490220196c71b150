"""What was made to order goes with its kegiatan, once that is committed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy import event as sa_event

from app.events.models import Event
from app.materials.leftovers import note
from app.papers.models import Order


@sa_event.listens_for(Event, "before_delete")
def _of_event(_mapper: Any, connection: Connection, event: Event) -> None:
    note(event, connection, select(Order.stored_as).where(Order.event_id == event.id))
