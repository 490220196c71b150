"""Drawn signatures that stand in an issued daftar hadir, and files that were made to order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, exists, func, select, update

from app.attendees.models import Attendance
from app.events.models import Event
from app.events.queries import over_before
from app.extensions import db
from app.papers.models import Kind, Order, Paper
from app.personal import Expiring, Gone, carried_out

IS_DRAWN = func.length(Attendance.signature) > 0


def _signatures_due(moment: datetime) -> Select[Any, str]:
    """Only those that an issued list has taken in: what came later waits for the next version."""
    signed = func.coalesce(Attendance.received_at, Attendance.signed_at)
    is_printed = exists().where(
        Paper.event_id == Event.id,
        Paper.kind == Kind.ATTENDANCE,
        Paper.issued_at > signed,
        Paper.issued_at < moment,
    )
    return (
        select(Attendance.id, Event.title.label("about"))
        .join(Event, Event.id == Attendance.event_id)
        .where(over_before(moment), is_printed, IS_DRAWN)
    )


def _forget_signatures(ids: Sequence[int]) -> Gone:
    query = update(Attendance).where(Attendance.id.in_(ids), IS_DRAWN).values(signature="")
    return Gone(carried_out(query))


def _orders_due(moment: datetime) -> Select[Any, str]:
    about = Event.title.label("about")
    query = select(Order.id, about).join(Event, Event.id == Order.event_id)
    return query.where(Order.ended_at < moment)


def _forget_orders(ids: Sequence[int]) -> Gone:
    mine = Order.id.in_(ids)
    names = [name for name in db.session.scalars(select(Order.stored_as).where(mine)) if name]
    return Gone(carried_out(delete(Order).where(mine)), names)


SIGNATURES = Expiring(
    key="tanda-tangan",
    label="Goresan tanda tangan pada daftar hadir yang sudah terbit",
    since="sejak daftar hadir terbit",
    why="Dokumen terbit memuatnya dan tidak berubah; lima tahun untuk pemeriksaan keuangan.",
    days=5 * 365,
    least=365,
    due=_signatures_due,
    forget=_forget_signatures,
)
ORDERS = Expiring(
    key="pesanan",
    label="Berkas hasil pesanan (bundel, sertifikat massal)",
    since="sejak selesai dibuat",
    why="Dapat dibuat lagi kapan saja dari data kegiatan.",
    days=7,
    least=1,
    due=_orders_due,
    forget=_forget_orders,
)
EXPIRING = (SIGNATURES, ORDERS)
