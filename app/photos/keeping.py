"""How a picture becomes a photo of a kegiatan. Nothing here commits.

Developing takes its time: call `keep` while no transaction is open, so that nobody waits for our
lock. The files go again where their row does not stay.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from app import files
from app.accounts.models import Account
from app.events.models import Event, Status, WrongState
from app.events.queries import event_to_change_or_404
from app.extensions import db
from app.materials.refusal import Refused
from app.materials.undo import remove_unless_committed
from app.photos.developing import develop
from app.photos.models import Photo
from app.photos.queries import count_photos, photo_with_request, same_photo

MOST = 60  # photos of a kegiatan
CLOSED = {
    Status.CANCELLED: "Kegiatan ini dibatalkan. Fotonya tidak dapat diubah.",
    Status.LOCKED: "Kegiatan ini terkunci. Fotonya tidak dapat diubah lagi.",
}
FULL = f"Sudah ada {MOST} foto, jumlah paling banyak. Hapus yang tidak perlu, lalu unggah lagi."
SAME = "Foto ini sudah ada dalam daftar{}. Pilih foto lain."


class Kept(NamedTuple):
    photo: Photo
    is_new: bool  # False: was already there, nothing has been written


def check_open(event: Event) -> None:
    """Raises WrongState where the photos of a kegiatan stay as they are."""
    if event.status in CLOSED:
        raise WrongState(CLOSED[event.status])


def keep(event: Event, content: bytes, *, request_id: str, by: Account) -> Kept:
    """A new photo at the end of the list; whoever sends a request again gets the same photo.

    Raises Refused with the reason, or WrongState.
    """
    made = develop(content)
    sha256 = hashlib.sha256(made.photo).hexdigest()
    names = [files.store(made.photo)]
    remove_unless_committed(names[0])
    names.append(files.store(made.thumbnail))
    remove_unless_committed(names[1])
    event = event_to_change_or_404(event.code)
    check_open(event)
    known = photo_with_request(event, request_id, by.id)
    if known is not None:
        db.session.rollback()  # the files go again, too
        return Kept(known, is_new=False)
    count, last = count_photos(event)
    if count >= MOST:
        raise Refused(FULL, 409)
    if same := same_photo(event, sha256):
        raise Refused(SAME.format(f" (“{same.caption}”)" if same.caption else ""), 409)
    photo = Photo(
        event_id=event.id,
        stored_as=names[0],
        thumbnail_as=names[1],
        width=made.width,
        height=made.height,
        size=len(made.photo),
        sha256=sha256,
        sort=last + 1,
        request_id=request_id,
        added_by=by.id,
    )
    db.session.add(photo)
    db.session.flush()
    return Kept(photo, is_new=True)
