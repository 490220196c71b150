"""Promises that a person answers for."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload, selectinload

from app import phones, wib
from app.extensions import db
from app.followups.models import FollowUp
from app.personal import ERASED, Part, Whose, moment


def held(whose: Whose) -> Part:
    """Also those of officials, which nobody erases."""
    found = _found(_mine(whose) | FollowUp.official_id.in_(whose.officials))
    return Part("Tindak lanjut sebagai penanggung jawab", [_facts(one) for one in found])


def forget(whose: Whose) -> int:
    """The promise and its post stay. Notes of others stay; the own ones lose their name.

    Of a presenter the institution alone stays, as it does in the programme.
    """
    found = _of(whose)
    for one in found:
        before, one.responsible = one.responsible, ERASED
        one.phone = None
        if one.presenter:
            one.position = one.presenter.institution
        one.revoke_link()
        for note in one.notes:
            if note.account_id is None and note.author == before:
                note.author = ERASED
    return len(found)


def what_stands_against(whose: Whose) -> list[str]:
    return [
        f"Penanggung jawab tindak lanjut yang masih terbuka: “{one.what}”. "
        "Tutup, atau serahkan kepada orang lain lewat tombol Ubah."
        for one in _of(whose)
        if one.status.is_open
    ]


def _of(whose: Whose) -> Sequence[FollowUp]:
    return _found(_mine(whose))


def _mine(whose: Whose) -> ColumnElement[bool]:
    persons = [whose.person_id] if whose.person_id else []  # "no person" would be all the others
    mine = FollowUp.person_id.in_(persons) | FollowUp.presenter_id.in_(whose.presenters)
    return mine | FollowUp.id.in_(whose.promises)


def _found(mine: ColumnElement[bool]) -> Sequence[FollowUp]:
    query = select(FollowUp).where(mine).order_by(FollowUp.id)
    options = (
        joinedload(FollowUp.event),
        joinedload(FollowUp.presenter),
        selectinload(FollowUp.notes),
    )
    return db.session.scalars(query.options(*options)).all()


def _facts(one: FollowUp) -> dict[str, str]:
    said = [f"{moment(note.at)}: {note.words}" for note in one.notes if note.account_id is None]
    return {
        "Uraian": one.what,
        "Kegiatan": one.event.title if one.event else "",
        "Penanggung jawab": one.responsible,
        "Nomor HP": phones.show(one.phone),
        "Batas waktu": wib.long_date(one.due_on),
        "Status": one.status.label,
        "Catatan sendiri": "\n".join(said),
        "Tautan pribadi": "ada" if one.token_hash else "tidak ada",
    }
