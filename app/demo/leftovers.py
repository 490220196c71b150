"""Files that nothing but the demo refers to."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import or_, select

from app.accounts.models import Account
from app.attendees.sheet_photos import SheetPhoto
from app.directory.models import ImportFile
from app.events.models import Event
from app.extensions import db
from app.followups.models import FollowUp, Note
from app.materials.models import Material, MaterialFile, Upload, UploadPart
from app.office.models import Office
from app.papers.models import Order, Paper, SignedCopy
from app.photos.models import Photo


def sample_files() -> list[str]:
    """Materials, photos, sheets, proofs, imported lists and emblems, by their files' names."""
    sheets = select(SheetPhoto.stored_as).join(Event, SheetPhoto.event_id == Event.id)
    imports = select(ImportFile.stored_as).join(Account, ImportFile.account_id == Account.id)
    proofs = select(Note.stored_as).join(Note.follow_up).where(Note.stored_as.is_not(None))
    return [
        *_materials(),
        *_photos(),
        *_papers(),
        *db.session.scalars(sheets.where(Event.is_demo)),
        *filter(None, db.session.scalars(proofs.where(FollowUp.is_demo))),
        *db.session.scalars(imports.where(Account.is_demo)),
        *(_emblems(is_demo=True) - _emblems(is_demo=False)),
    ]


def _materials() -> Iterator[str]:
    """With thumbnails, earlier versions, and the parts of uploads that go with their sender."""
    kept = select(MaterialFile.stored_as, MaterialFile.thumbnail_as)
    shown = kept.join(MaterialFile.material).join(Material.event).where(Event.is_demo)
    for file, thumbnail in db.session.execute(shown):
        yield from filter(None, (file, thumbnail))
    parts = select(UploadPart.stored_as).join(Upload, UploadPart.upload_id == Upload.id)
    events, accounts = (
        select(Event.id).where(Event.is_demo),
        select(Account.id).where(Account.is_demo),
    )
    theirs = or_(Upload.event_id.in_(events), Upload.account_id.in_(accounts))
    yield from db.session.scalars(parts.where(theirs))


def _photos() -> Iterator[str]:
    """In both sizes."""
    kept = select(Photo.stored_as, Photo.thumbnail_as).join(Photo.event).where(Event.is_demo)
    for names in db.session.execute(kept):
        yield from names


def _papers() -> Iterator[str]:
    """What was issued of a sample, with its signed copies, and what was ordered."""
    orders = select(Order.stored_as).join(Order.event).where(Order.stored_as.is_not(None))
    yield from filter(None, db.session.scalars(orders.where(Event.is_demo)))
    papers = select(Paper.stored_as).join(Event, Paper.event_id == Event.id)
    yield from db.session.scalars(papers.where(Event.is_demo))
    copies = select(SignedCopy.stored_as).join(SignedCopy.paper).join(Paper.event)
    yield from db.session.scalars(copies.where(Event.is_demo))


def _emblems(*, is_demo: bool) -> set[str]:
    """Emblems on the letterhead and in the snapshots of kegiatan."""
    snapshots = db.session.scalars(select(Event.snapshot).where(Event.is_demo.is_(is_demo)))
    found = [snapshot["office"].get("emblem") for snapshot in snapshots if snapshot]
    found += db.session.scalars(select(Office.emblem).where(Office.is_demo.is_(is_demo)))
    return {name for name in found if name}
