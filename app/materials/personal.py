"""What a presenter has brought: the materials stay, who brought them is forgotten."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload, selectinload

from app import sizes
from app.accounts.models import Account
from app.directory.spelling import letters_of
from app.events.models import Event
from app.extensions import db
from app.materials.leftovers import PARTS, note
from app.materials.models import Material, MaterialFile, Upload
from app.personal import ERASED, Part, Whose, moment
from app.presenters.models import Presenter

TITLE = "Materi yang diunggah"


def held(whose: Whose) -> Part:
    return Part(TITLE, [*map(_facts, _of(whose)), *_under_way(whose)])


def forget(whose: Whose) -> int:
    """Files and titles stay, without who brought them; what came only in part goes."""
    for file in _files(whose):
        file.added_by = ERASED
    for who in db.session.scalars(select(Presenter).where(Presenter.id.in_(whose.presenters))):
        note(who, db.session.connection(), PARTS.where(Upload.presenter_id == who.id))
    db.session.execute(delete(Upload).where(Upload.presenter_id.in_(whose.presenters)))
    return len(_of(whose))


def _of(whose: Whose) -> Sequence[Material]:
    query = select(Material).where(Material.presenter_id.in_(whose.presenters))
    options = (joinedload(Material.event), selectinload(Material.files))
    return db.session.scalars(query.options(*options).order_by(Material.id)).all()


def _files(whose: Whose) -> list[MaterialFile]:
    """Those that bear the name, however it was written then; a newer version may be of staff."""
    of_staff = MaterialFile.added_by.in_(select(Account.name))
    query = (
        select(MaterialFile, Presenter.name, (Material.presenter_id == Presenter.id) & ~of_staff)
        .join(Material, Material.id == MaterialFile.material_id)
        .join(Presenter, Presenter.event_id == Material.event_id)
        .where(Presenter.id.in_(whose.presenters), MaterialFile.added_by != "")
    )
    return [
        file
        for file, name, is_own in db.session.execute(query)
        if is_own or letters_of(file.added_by) == letters_of(name)
    ]


def _facts(one: Material) -> dict[str, str]:
    files = [
        f"{file.name} ({sizes.show(file.size)}, {moment(file.added_at)})" for file in one.files
    ]
    return {
        "Kegiatan": one.event.title,
        "Judul": one.title,
        "Alamat tautan": one.url or "",
        "Berkas": "\n".join(files),
        "Untuk siapa": one.audience.label,
        "Ditambahkan": moment(one.added_at),
        "Diunduh": f"{one.downloads} kali",
        "Ditarik": moment(one.withdrawn_at),
    }


def _under_way(whose: Whose) -> list[dict[str, str]]:
    query = (
        select(Upload, Event.title)
        .join(Event, Event.id == Upload.event_id)
        .where(Upload.presenter_id.in_(whose.presenters), Upload.material_id.is_(None))
        .order_by(Upload.touched_at)
    )
    return [
        {
            "Kegiatan": title,
            "Unggahan belum selesai": f"{one.name} ({sizes.show(one.size)})",
            "Bagian terakhir": moment(one.touched_at),
        }
        for one, title in db.session.execute(query)
    ]
