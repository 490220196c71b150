"""Materials, always within one kegiatan."""

from __future__ import annotations

from flask import abort
from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.accounts.models import Account
from app.events.models import Event, Status
from app.extensions import db
from app.materials.models import Audience, Material, MaterialFile, Scan, Upload
from app.presenters.models import Presenter

PUBLIC = (Audience.EVERYBODY,)
SIGNED = (Audience.PARTICIPANTS, Audience.EVERYBODY)  # what participants see
IN_ORDER = (Material.sort, Material.id)


def materials_of(event: Event) -> list[Material]:
    """All of them for staff, with what lists say of them."""
    query = _with_current_file(event).options(
        joinedload(Material.presenter), joinedload(Material.adder)
    )
    return list(db.session.scalars(query).unique())


def lines_of(event: Event) -> list[Material]:
    """All of them as they stand, nothing more: to be put into another order."""
    query = select(Material).where(Material.event_id == event.id)
    return list(db.session.scalars(query.order_by(*IN_ORDER)))


def shown_materials(event: Event, audiences: tuple[Audience, ...] = SIGNED) -> list[Material]:
    """What leaves the office: not withdrawn, and checked where a scanner is configured."""
    return list(db.session.scalars(_shown(event, audiences)).unique())


def materials_for_presenter(event: Event, who: Presenter) -> list[Material]:
    """What participants see, and all own ones."""
    own = Material.presenter_id == who.id
    query = _with_current_file(event).where(own | _leaves(SIGNED))
    return list(db.session.scalars(query).unique())


def material_or_404(event: Event, material_id: int) -> Material:
    """With all its versions, as they are now."""
    query = select(Material).where(Material.event_id == event.id, Material.id == material_id)
    query = query.options(
        selectinload(Material.files), joinedload(Material.presenter), joinedload(Material.adder)
    )
    found = db.session.scalar(query.execution_options(populate_existing=True))
    return found or abort(404)


def own_material_or_404(event: Event, who: Presenter, material_id: int) -> Material:
    """One that this presenter has brought; others cannot be changed from here."""
    material = material_or_404(event, material_id)
    return material if material.presenter_id == who.id else abort(404)


def shown_or_404(
    event: Event, material_id: int, audiences: tuple[Audience, ...] = SIGNED
) -> Material:
    query = _shown(event, audiences).where(Material.id == material_id)
    return db.session.scalars(query).unique().first() or abort(404)


def shown_to_presenter_or_404(event: Event, who: Presenter, material_id: int) -> Material:
    """What participants see, or an own one that the scanner does not hold back."""
    waits = (MaterialFile.scan == Scan.WAITING).is_(True)
    own = (Material.presenter_id == who.id) & ~waits
    query = _with_current_file(event).where(Material.id == material_id, own | _leaves(SIGNED))
    return db.session.scalars(query).unique().first() or abort(404)


def file_or_404(material: Material) -> MaterialFile:
    """The newest version; a link has none."""
    return material.file or abort(404)


def version_or_404(material: Material, number: int) -> MaterialFile:
    found = [file for file in material.files if file.number == number]
    return found[0] if found else abort(404)


def public_event_or_404(code: str) -> Event:
    """A kegiatan that shows something to everybody; others do not exist."""
    query = select(Event).where(Event.code == code, Event.status != Status.DRAFT)
    event = db.session.scalar(query) or abort(404)
    return event if shown_materials(event, PUBLIC) else abort(404)


def material_with_request(
    event: Event, request_id: str, by: Account | Presenter
) -> Material | None:
    """What this very request has made before; 404 if somebody else has made it."""
    material = db.session.scalar(select(Material).where(Material.request_id == request_id))
    if material is None:
        return None
    whose = material.added_by if isinstance(by, Account) else material.presenter_id
    return material if material.event_id == event.id and whose == by.id else abort(404)


def upload_with_id(upload_id: str, *, held: bool = False) -> Upload | None:
    query = select(Upload).where(Upload.id == upload_id)
    query = query.with_for_update() if held else query
    return db.session.scalar(query.execution_options(populate_existing=True))


def _with_current_file(event: Event) -> Select[Material]:
    return (
        select(Material)
        .outerjoin(
            MaterialFile, (MaterialFile.material_id == Material.id) & MaterialFile.is_current
        )
        .options(contains_eager(Material.files))
        .where(Material.event_id == event.id)
        .order_by(*IN_ORDER)
    )


def _leaves(audiences: tuple[Audience, ...]) -> ColumnElement[bool]:
    checked = MaterialFile.scan.is_distinct_from(Scan.WAITING)
    return Material.withdrawn_at.is_(None) & Material.audience.in_(audiences) & checked


def _shown(event: Event, audiences: tuple[Audience, ...]) -> Select[Material]:
    return _with_current_file(event).where(_leaves(audiences))
