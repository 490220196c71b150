"""How a file becomes a material: judged, stored, and on the list. Nothing here commits.

Judging and storing take their time: call these while no transaction is open, so that nobody waits
for our lock. The file goes again where its row does not stay.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import func, select

from app import files, links
from app.accounts.models import Account
from app.events.models import Event, Status, WrongState
from app.events.queries import event_to_change_or_404
from app.extensions import db
from app.materials import inspecting, quota, scanner
from app.materials.kinds import KINDS
from app.materials.models import Audience, Material, MaterialFile
from app.materials.names import extension_of, shown_name
from app.materials.queries import material_or_404, material_with_request
from app.materials.refusal import WRONG_KIND, Refused
from app.materials.trail import Keeper, record
from app.materials.undo import remove_unless_committed
from app.presenters.models import Presenter
from app.presenters.queries import presenter_or_404


class Kept(NamedTuple):
    material: Material
    is_new: bool  # False: was already there, nothing has been written


CLOSED = {
    Status.CANCELLED: "Kegiatan ini dibatalkan. Materinya tidak dapat diubah.",
    Status.LOCKED: "Kegiatan ini terkunci. Materinya tidak dapat diubah lagi.",
}


def check_open(event: Event) -> None:
    """Raises WrongState where the materials of a kegiatan stay as they are."""
    if event.status in CLOSED:
        raise WrongState(CLOSED[event.status])


def check_often(by: Keeper) -> None:
    """Raises WrongState where a presenter's link changes too much in a day."""
    if isinstance(by, Presenter) and not links.may_change(by):
        raise WrongState(links.TOO_OFTEN)


def check_promised(name: str, size: int) -> None:
    """What can be said before the first byte has come. Raises Refused."""
    extension = extension_of(name)
    if extension not in KINDS:
        raise Refused(inspecting.why_not(extension), WRONG_KIND)
    if not size:
        raise Refused(inspecting.EMPTY)
    quota.check_size(size)


def keep_new(
    event: Event, path: Path, name: str, *, audience: Audience, request_id: str, by: Keeper
) -> Kept:
    """A new line at the end of the list; whoever sends a request again gets the same line.

    Raises Refused with the reason, or WrongState.
    """
    file = _judged_and_stored(path, name)
    event = event_to_change_or_404(event.code)
    check_open(event)
    name = _name_of(event, by)
    known = material_with_request(event, request_id, by)
    if known is not None:
        db.session.rollback()  # the file goes again, too
        return Kept(known, is_new=False)
    check_often(by)
    quota.check_room(event, file.size, request_id, of_staff=isinstance(by, Account))
    material = new_line(event, title=_title(file.name), audience=audience, by=by)
    material.request_id = request_id
    file.added_by = name
    material.files = [file]
    db.session.add(material)
    db.session.flush()
    return Kept(material, is_new=True)


def keep_version(
    material: Material, path: Path, name: str, *, by: Keeper, upload_id: str = ""
) -> MaterialFile:
    """A newer version; what was there before stays as history. Raises Refused or WrongState."""
    file = _judged_and_stored(path, name)
    event = event_to_change_or_404(material.event.code)
    check_open(event)
    material = material_or_404(event, material.id)
    if material.file is None:
        raise WrongState("Tautan tidak dapat diganti dengan berkas.")
    check_often(by)
    quota.check_room(event, file.size, upload_id, of_staff=isinstance(by, Account))
    file.number = max(old.number for old in material.files) + 1
    file.added_by = _name_of(event, by)
    material.file.is_current = False
    db.session.flush()  # there is never more than one current version
    material.files.append(file)
    db.session.flush()
    return file


def keep_link(
    event: Event, *, url: str, title: str, audience: Audience, request_id: str, by: Keeper
) -> Material:
    """A new line that leads elsewhere, or the one that this very form has made before. The kegiatan
    must be held. Does not commit.
    """
    known = material_with_request(event, request_id, by)
    if known:
        return known
    material = new_line(event, title=title, audience=audience, by=by)
    material.url, material.request_id = url, request_id
    db.session.add(material)
    db.session.flush()
    record(event, "link", by, material=material.id)
    return material


def new_line(event: Event, *, title: str, audience: Audience, by: Keeper) -> Material:
    """The next line of the list, not yet added to it. The kegiatan must be held."""
    last = select(func.max(Material.sort)).where(Material.event_id == event.id)
    return Material(
        event_id=event.id,
        title=title,
        audience=audience,
        sort=(db.session.scalar(last) or 0) + 1,
        added_by=by.id if isinstance(by, Account) else None,
        presenter_id=by.id if isinstance(by, Presenter) else None,
    )


def _judged_and_stored(path: Path, name: str) -> MaterialFile:
    quota.check_size(path.stat().st_size)
    kind = inspecting.inspect(path, name)
    scan = scanner.scan(path)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    stored_as = files.store_file(path)
    remove_unless_committed(stored_as)
    return MaterialFile(
        stored_as=stored_as,
        name=shown_name(name),
        extension=kind.extension,
        size=path.stat().st_size,
        sha256=sha256,
        scan=scan,
    )


def _name_of(event: Event, by: Keeper) -> str:
    """As it is now: judging a file takes its time. 404 for a presenter who is gone meanwhile."""
    return by.name if isinstance(by, Account) else presenter_or_404(event, by.id).name


def _title(name: str) -> str:
    return name.rpartition(".")[0].replace("_", " ").strip() or name
