"""An upload in parts: begun, fed, taken back, put together. Nothing here commits.

Every part but the last has PART bytes and begins where the one before it ends, so that the browser
and we always mean the same by "so far". Parts are kept one by one: what we have acknowledged
survives a power cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from flask import abort
from sqlalchemy import delete, func, select

from app import files
from app.accounts.models import Account
from app.columns import now
from app.events.models import Event
from app.extensions import db
from app.materials import quota
from app.materials.models import UPLOAD_LIVES, Audience, Material, Upload, UploadPart
from app.materials.names import shown_name
from app.materials.queries import upload_with_id
from app.materials.refusal import Refused
from app.materials.scratch import scratch_file
from app.presenters.models import Presenter

PART = 512 * 1024  # bytes; what a lost line costs at most
MOST = 50  # unfinished ones of a kegiatan that staff have begun
MOST_OF_PRESENTER = 20  # and that one presenter has, whose link may be in anybody's hands


class Gap(Exception):
    """The part does not begin where the last one ended; `expected` says where that is."""

    def __init__(self, expected: int) -> None:
        super().__init__(expected)
        self.expected = expected


def begin(
    event: Event,
    upload_id: str,
    by: Account | Presenter,
    *,
    name: str,
    size: int,
    audience: Audience,
    replaces: Material | None = None,
) -> Upload:
    """The kegiatan must be held. Raises Refused where the file has no room here.

    What presenters have begun keeps no staff from beginning.
    """
    of_staff = isinstance(by, Account)
    quota.check_room(event, size, of_staff=of_staff)
    whose = Upload.presenter_id.is_(None) if of_staff else Upload.presenter_id == by.id
    running = select(func.count()).where(
        Upload.event_id == event.id, Upload.material_id.is_(None), whose
    )
    if (db.session.scalar(running) or 0) >= (MOST if of_staff else MOST_OF_PRESENTER):
        raise Refused("Terlalu banyak unggahan yang belum selesai. Coba lagi besok.", 429)
    upload = Upload(
        id=upload_id,
        event_id=event.id,
        account_id=by.id if isinstance(by, Account) else None,
        presenter_id=by.id if isinstance(by, Presenter) else None,
        name=shown_name(name),
        size=size,
        audience=audience,
        replaces_id=replaces.id if replaces else None,
    )
    db.session.add(upload)
    return upload


def own_upload(event: Event, upload_id: str, by: Account | Presenter) -> Upload | None:
    """None if there is none; 404 if it is somebody else's."""
    upload = upload_with_id(upload_id)
    if upload is None:
        return None
    sender = upload.account_id if isinstance(by, Account) else upload.presenter_id
    return upload if upload.event_id == event.id and sender == by.id else abort(404)


def received(upload: Upload) -> int:
    """How many bytes have come so far."""
    end = select(func.max(UploadPart.start + UploadPart.size))
    return db.session.scalar(end.where(UploadPart.upload_id == upload.id)) or 0


def length_of_part(upload: Upload, start: int) -> int:
    """How many bytes are wanted from here; 0 where they are here already. Raises Gap."""
    so_far = received(upload)
    if start > so_far or start % PART or start >= upload.size:
        raise Gap(so_far)
    return min(PART, upload.size - start) if start == so_far else 0


def keep_part(upload: Upload, start: int, size: int, stored_as: str) -> None:
    db.session.add(UploadPart(upload_id=upload.id, start=start, size=size, stored_as=stored_as))
    upload.touched_at = now()


def parts_of(uploads: Sequence[str]) -> list[str]:
    """The names under which parts of these uploads are kept, in order."""
    query = select(UploadPart.stored_as).where(UploadPart.upload_id.in_(uploads))
    return list(db.session.scalars(query.order_by(UploadPart.upload_id, UploadPart.start)))


def forget_parts(upload_id: str) -> list[str]:
    """Return the names of the files that may go once the deed is written."""
    names = parts_of([upload_id])
    db.session.execute(delete(UploadPart).where(UploadPart.upload_id == upload_id))
    return names


def forget_old() -> list[str]:
    """Forget uploads that nobody has touched for a day; the answer as in `forget_parts`."""
    old = list(
        db.session.scalars(select(Upload.id).where(Upload.touched_at < now() - UPLOAD_LIVES))
    )
    names = parts_of(old)
    db.session.execute(delete(Upload).where(Upload.id.in_(old)))
    return names


@contextmanager
def put_together(parts: Sequence[str]) -> Iterator[Path]:
    """The whole file for as long as it is looked at. Raises files.Gone."""
    with scratch_file() as path:
        with path.open("wb") as whole:
            for name in parts:
                for piece in files.chunks(name):
                    whole.write(piece)
        yield path
