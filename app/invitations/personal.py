"""Invitations of a person: what was asked and answered, and whether a link exists."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.events.models import Event, Status
from app.extensions import db
from app.invitations.models import Invitation
from app.personal import Part, Whose, moment


def held(whose: Whose) -> Part:
    return Part("Undangan dan jawaban", [_facts(one) for one in _of(whose)])


def forget(whose: Whose) -> int:
    """The line stays in the list; words and link go. Who came instead is somebody else."""
    found = _of(whose)
    for invitation in found:
        invitation.reply_note = ""
        invitation.revoke_link()
    return len(found)


def what_stands_against(whose: Whose) -> list[str]:
    """Kegiatan to which the person is still awaited."""
    waiting = {Status.DRAFT, Status.SCHEDULED, Status.RUNNING}
    return [
        f"Masih diundang ke “{one.event.title}” ({one.event.status.label.lower()}). "
        "Tunggu sampai kegiatannya diakhiri, atau keluarkan dari undangan."
        for one in _of(whose)
        if one.is_on_list and one.event.status in waiting
    ]


def _of(whose: Whose) -> Sequence[Invitation]:
    query = select(Invitation).join(Event).where(Invitation.person_id == whose.person_id)
    order = query.order_by(Event.starts_at, Invitation.id)
    return db.session.scalars(order.options(joinedload(Invitation.event))).all()


def _facts(one: Invitation) -> dict[str, str]:
    return {
        "Kegiatan": one.event.title,
        "Tanggal": moment(one.event.starts_at),
        "Masuk daftar": moment(one.added_at),
        "Dikeluarkan": moment(one.withdrawn_at),
        "Dikirim": moment(one.sent_at),
        "Diingatkan": moment(one.reminded_at),
        "E-mail dikirim": moment(one.emailed_at),
        "Jawaban": one.reply.label if one.reply else "",
        "Dijawab": moment(one.replied_at),
        "Alasan": one.reply_note,
        "Yang mewakili": one.substitute,
        "Tautan pribadi": "ada" if one.token_hash else "tidak ada",
        "Hadir": "ya" if one.came else "tidak",
    }
