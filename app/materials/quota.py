"""How large a file may be, and how much a kegiatan may hold: history and running uploads count."""

from __future__ import annotations

from flask import current_app
from sqlalchemy import func, select

from app import sizes
from app.columns import now
from app.events.models import Event
from app.extensions import db
from app.materials.models import UPLOAD_LIVES, Material, MaterialFile, Upload
from app.materials.refusal import Refused


class TooLarge(Refused):
    """More than a file or a kegiatan may hold; the text says how much that is."""

    def __init__(self, words: str) -> None:
        super().__init__(words, 413)


def file_limit() -> int:
    """Bytes of the largest file."""
    return int(current_app.config["FILE_MB"]) * sizes.MB


def event_limit() -> int:
    """Bytes of all materials of one kegiatan together."""
    return int(current_app.config["EVENT_MB"]) * sizes.MB


def refused_large() -> TooLarge:
    most = f"{current_app.config['FILE_MB']} MB"
    return TooLarge(
        f"Ukuran berkas melebihi {most}. Perkecil berkasnya, atau tambahkan sebagai tautan."
    )


def refused_room(left: int) -> TooLarge:
    most = f"{current_app.config['EVENT_MB']} MB"
    if not left:
        return TooLarge(f"Ruang materi kegiatan ini sudah penuh ({most}).")
    return TooLarge(
        f"Sisa ruang materi kegiatan ini {sizes.show(left)} dari {most}."
        " Pilih berkas yang lebih kecil."
    )


def check_size(size: int) -> None:
    """Raises TooLarge."""
    if size > file_limit():
        raise refused_large()


def check_room(event: Event, size: int, upload_id: str = "", *, of_staff: bool) -> None:
    """Whether so many bytes more can be kept; the upload they come from is not counted twice.

    Staff need not wait for what presenters have begun and perhaps never send. The kegiatan must be
    held, so that nobody takes the same room. Raises TooLarge.
    """
    left = room_left(event, upload_id, of_staff=of_staff)
    if size > left:
        raise refused_room(left)


def room_left(event: Event, upload_id: str = "", *, of_staff: bool = False) -> int:
    """Bytes that may still come in."""
    kept = (
        select(func.coalesce(func.sum(MaterialFile.size), 0))
        .join(Material, Material.id == MaterialFile.material_id)
        .where(Material.event_id == event.id)
    )
    coming = select(func.coalesce(func.sum(Upload.size), 0)).where(
        Upload.event_id == event.id,
        Upload.material_id.is_(None),
        Upload.id != upload_id,
        Upload.touched_at > now() - UPLOAD_LIVES,
    )
    if of_staff:
        coming = coming.where(Upload.presenter_id.is_(None))
    used = db.session.execute(select(kept.scalar_subquery(), coming.scalar_subquery())).one()
    return max(0, event_limit() - used[0] - used[1])
