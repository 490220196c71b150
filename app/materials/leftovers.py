"""Bytes whose rows go with a kegiatan or a presenter: they go too, once that is committed.

The database forgets the rows of a kegiatan by itself (ON DELETE CASCADE), and knows nothing of
app.files.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, delete, select
from sqlalchemy import event as sa_event
from sqlalchemy.orm import Session, object_session

from app import files
from app.events.models import Event
from app.materials.models import Material, MaterialFile, Upload, UploadPart
from app.presenters.models import Presenter

LEFT = "materials.left"  # in the session: names of files that this transaction leaves without a row

PARTS = select(UploadPart.stored_as).join(Upload, Upload.id == UploadPart.upload_id)
VERSIONS = select(MaterialFile).join(Material, Material.id == MaterialFile.material_id)


@sa_event.listens_for(Event, "before_delete")
def _of_event(_mapper: Any, connection: Connection, event: Event) -> None:
    versions = VERSIONS.where(Material.event_id == event.id)
    note(
        event,
        connection,
        PARTS.where(Upload.event_id == event.id),
        versions.with_only_columns(MaterialFile.stored_as),
        versions.with_only_columns(MaterialFile.thumbnail_as),
    )


@sa_event.listens_for(Presenter, "before_update")
def _of_presenter(_mapper: Any, connection: Connection, who: Presenter) -> None:
    """Uploads under way of one who is taken off; what they have become stays."""
    if who.is_taken_off:
        note(who, connection, PARTS.where(Upload.presenter_id == who.id))
        connection.execute(delete(Upload).where(Upload.presenter_id == who.id))


def note(going: Event | Presenter, connection: Connection, *queries: Select[Any]) -> None:
    """The files that these queries name go once the deed is committed."""
    session = object_session(going)
    if session is not None:
        left = session.info.setdefault(LEFT, [])
        for query in queries:
            left += [name for name in connection.scalars(query) if name]


@sa_event.listens_for(Session, "after_commit")
def _remove(session: Session) -> None:
    if LEFT in session.info and not session.in_nested_transaction():
        for name in session.info.pop(LEFT):
            files.remove(name)


@sa_event.listens_for(Session, "after_soft_rollback")
def _keep(session: Session, _transaction: Any) -> None:
    session.info.pop(LEFT, None)
