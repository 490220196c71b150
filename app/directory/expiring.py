"""Lists that were uploaded to be checked, and are no longer needed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, literal, select

from app.directory.models import ImportFile
from app.extensions import db
from app.personal import Expiring, Gone, carried_out


def _due(moment: datetime) -> Select[Any, str]:
    about = literal("Direktori").label("about")
    return select(ImportFile.id, about).where(ImportFile.uploaded_at < moment)


def _forget(ids: Sequence[int]) -> Gone:
    mine = ImportFile.id.in_(ids)
    names = list(db.session.scalars(select(ImportFile.stored_as).where(mine)))
    return Gone(carried_out(delete(ImportFile).where(mine)), names)


IMPORTS = Expiring(
    key="impor",
    label="Berkas impor direktori",
    since="sejak diunggah",
    why="Isinya sudah masuk direktori, atau tidak jadi dipakai.",
    days=7,
    least=1,
    due=_due,
    forget=_forget,
)
EXPIRING = (IMPORTS,)
