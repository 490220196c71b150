"""Attendances of a person: as they stand on the lists, with the signature as a picture."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select, update

from app import nip, phones
from app.attendees.desk_words import again
from app.attendees.guests import WITH_EVENT
from app.attendees.models import Attendance
from app.attendees.signature import HEIGHT, WIDTH
from app.directory.models import Person
from app.events.models import Event, Status
from app.extensions import db
from app.invitations.models import Invitation
from app.personal import ERASED, Part, Whose, moment


def whose_person(person: Person) -> Whose:
    """With own attendances: who came instead is somebody else."""
    query = select(Attendance.id).where(Attendance.person_id == person.id)
    own = query.where(Attendance.represents == "").order_by(Attendance.id)
    return Whose(person.id, tuple(db.session.scalars(own)))


def attendances(whose: Whose) -> Sequence[Attendance]:
    query = select(Attendance).where(Attendance.id.in_(whose.attendances))
    return db.session.scalars(query.options(WITH_EVENT).order_by(Attendance.id)).all()


def who_agreed(event: Event) -> Sequence[Attendance]:
    """Who may be sent materials and news of it: valid, with a number, in order of arrival."""
    query = select(Attendance).where(_agreed(event)).order_by(Attendance.number)
    return db.session.scalars(query).all()


def _agreed(event: Event) -> ColumnElement[bool]:
    is_valid = (Attendance.event_id == event.id) & Attendance.voided_at.is_(None)
    return is_valid & Attendance.broadcast_at.is_not(None) & Attendance.phone.is_not(None)


def count_agreed(event: Event) -> int:
    return db.session.scalar(select(func.count()).where(_agreed(event))) or 0


def held(whose: Whose) -> Part:
    found = attendances(whose)
    drawn = [(f"tanda-tangan-{one.id}.svg", _svg(one.signature)) for one in found if one.signature]
    return Part("Kehadiran", [_facts(one) for one in found], drawn)


def forget(whose: Whose) -> int:
    found = attendances(whose)
    for one in found:
        if one.person_id is not None and one.represents:
            _forget_announced(one)
        one.erase()
    return len(found)


def what_stands_against(whose: Whose) -> list[str]:
    """Kegiatan that go on: their list is still being written."""
    going = {Status.SCHEDULED, Status.RUNNING}
    return [
        f"Hadir pada “{one.event.title}” yang belum selesai. Tunggu sampai kegiatannya diakhiri."
        for one in attendances(whose)
        if one.event.status in going
    ]


def _forget_announced(one: Attendance) -> None:
    """Who comes instead was announced by the invited, by name."""
    mine = (Invitation.event_id == one.event_id) & (Invitation.person_id == one.person_id)
    said = update(Invitation).where(mine, Invitation.substitute != "")
    db.session.execute(said.values(substitute=ERASED, substitute_position=""))


def _facts(one: Attendance) -> dict[str, str]:
    return {
        "Kegiatan": one.event.title,
        "Tanggal": moment(one.event.starts_at),
        "Nomor kedatangan": str(one.number),
        "Nama": one.name,
        "Jabatan": one.position,
        "Kelurahan atau instansi": one.place,
        "Mewakili": one.represents,
        "Jenis kelamin": one.sex or "",
        "Nomor HP": phones.show(one.phone),
        "NIP": nip.show(one.nip),
        "Ditandatangani": moment(one.signed_at),
        "Cara": one.method.label,
        "Tanda tangan": f"tanda-tangan-{one.id}.svg" if one.signature else "tidak ada",
        "Penanda HP": "ada" if one.device else "tidak ada",
        "Pemberitahuan privasi": one.notice_version,
        "Setuju menerima kabar": moment(one.broadcast_at) or "tidak",
        "Dibatalkan": moment(one.voided_at),
        "Alasan pembatalan": one.void_reason,
        "Pernah tertulis": "; ".join(old["old"] for old in one.corrections or []),
        "Dicatat di tempat lain": " ".join(again(one)),
    }


def _svg(strokes: str) -> str:
    lines = "".join(f'<polyline points="{line}"/>' for line in strokes.split(";") if line)
    style = 'fill="none" stroke="black" stroke-width="6" stroke-linecap="round"'
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><g {style}>{lines}</g></svg>\n'
