"""What is kept with a sign-in beside the list itself: marks of phones, numbers of guests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select, update

from app.attendees.models import Attendance
from app.attendees.receipts import LIVES
from app.events.models import Event
from app.events.queries import over_before
from app.personal import Expiring, Gone, carried_out


def _of_closed(moment: datetime, rule: ColumnElement[bool]) -> Select[Any, str]:
    about = Event.title.label("about")
    query = select(Attendance.id, about).join(Event, Event.id == Attendance.event_id)
    return query.where(over_before(moment), rule)


def _marks_due(moment: datetime) -> Select[Any, str]:
    held = Attendance.device.is_not(None) | Attendance.token_hash.is_not(None)
    return _of_closed(moment, held)


def _phones_due(moment: datetime) -> Select[Any, str]:
    is_guest = Attendance.walk_in_key.is_not(None)
    return _of_closed(moment, is_guest & Attendance.phone.is_not(None))


def _consents_due(moment: datetime) -> Select[Any, str]:
    return _of_closed(moment, Attendance.broadcast_at.is_not(None))


def _empty(ids: Sequence[int], *columns: str) -> Gone:
    held = or_(*(getattr(Attendance, column).is_not(None) for column in columns))
    query = update(Attendance).where(Attendance.id.in_(ids), held)
    return Gone(carried_out(query.values(dict.fromkeys(columns))))


MARKS = Expiring(
    key="penanda-hp",
    label="Catatan HP yang dipakai tanda tangan, dan akses ke bukti hadir",
    since="sejak kegiatan selesai",
    why="Untuk tahu bila satu HP dipakai beberapa orang, dan agar peserta dapat membuka bukti "
    "hadirnya, 30 hari setelah kegiatan. Dalam pemberitahuan privasi disebut penanda HP.",
    days=90,
    least=LIVES.days,
    due=_marks_due,
    forget=lambda ids: _empty(ids, "device", "token_hash"),
)
PHONES = Expiring(
    key="hp-tamu",
    label="Nomor HP tamu",
    since="sejak kegiatan selesai",
    why="Untuk mengirim materi dan kabar setelah kegiatan; setahun cukup.",
    days=365,
    least=1,
    due=_phones_due,
    forget=lambda ids: _empty(ids, "phone"),
)
CONSENTS = Expiring(
    key="persetujuan-kabar",
    label="Persetujuan menerima kabar",
    since="sejak kegiatan selesai",
    why="Persetujuan hanya untuk kegiatan itu, dan tidak berlaku selamanya.",
    days=365,
    least=1,
    due=_consents_due,
    forget=lambda ids: _empty(ids, "broadcast_at"),
)
EXPIRING = (MARKS, PHONES, CONSENTS)
