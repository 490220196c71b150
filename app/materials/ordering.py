"""The order of the list, as staff have set it."""

from __future__ import annotations

from sqlalchemy import select

from app.events.models import Event
from app.extensions import db
from app.materials.models import Material
from app.materials.queries import IN_ORDER


def place(event: Event, material: Material, position: int) -> None:
    """Let it stand at this place, 1 being the first; the others close up. The kegiatan is held."""
    query = select(Material).where(Material.event_id == event.id).order_by(*IN_ORDER)
    lines = [line for line in db.session.scalars(query) if line is not material]
    lines.insert(max(position, 1) - 1, material)
    for number, line in enumerate(lines, start=1):
        line.sort = number
