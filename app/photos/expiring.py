"""Photos that nobody has chosen for the laporan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, select

from app.events.models import Event
from app.events.queries import over_before
from app.extensions import db
from app.personal import Expiring, Gone, carried_out
from app.photos.models import Photo


def _due(moment: datetime) -> Select[Any, str]:
    about = Event.title.label("about")
    query = select(Photo.id, about).join(Event, Event.id == Photo.event_id)
    return query.where(over_before(moment), Photo.chosen.is_(False))


def _forget(ids: Sequence[int]) -> Gone:
    mine = Photo.id.in_(ids) & Photo.chosen.is_(False)
    names = select(Photo.stored_as, Photo.thumbnail_as).where(mine).with_for_update()
    found = db.session.execute(names).all()
    gone = [name for pair in found for name in pair]
    return Gone(carried_out(delete(Photo).where(mine)), gone)


PHOTOS = Expiring(
    key="foto",
    label="Foto yang tidak dipilih untuk laporan",
    since="sejak kegiatan selesai",
    why="Laporan disusun dalam waktu itu; foto yang dipilih tetap tersimpan.",
    days=180,
    least=30,
    due=_due,
    forget=_forget,
)
EXPIRING = (PHOTOS,)
