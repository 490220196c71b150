"""What the invited of the demo have answered, and that they were written to; all of it invented."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from app.accounts.models import Account
from app.attendees.models import Attendance
from app.demo.arrivals import SUBSTITUTES
from app.directory.models import Person
from app.events.models import Event
from app.extensions import db
from app.invitations.models import Invitation
from app.invitations.states import Reply

WRITTEN_BEFORE = timedelta(days=4)
REASONS = ["Sedang tugas luar kota.", "Ada rapat di kantor camat."]
STAND_IN = ("Ratih Contoh Nasution", "Staf Kelurahan")  # announced for the kegiatan of today


def answer_in_february(event: Event, petugas: Account) -> None:
    """Four of five have answered, each as it came to be."""
    rows = _written_to(event, petugas)
    came = dict(
        db.session.execute(
            select(Attendance.person_id, Attendance.name).where(Attendance.event_id == event.id)
        ).all()
    )
    stand_ins = {name: position for name, position, _ in SUBSTITUTES.values()}
    for place, row in enumerate(rows):
        name = came.get(row.person_id)
        if name in stand_ins:
            row.answer(Reply.SENDS, substitute=name, position=stand_ins[name])
        elif name and place % 5:
            row.answer(Reply.COMES)
        elif not name and place % 3:
            row.answer(Reply.CANNOT, note=REASONS[place % len(REASONS)])
        _dated(row, event.starts_at - timedelta(days=2, minutes=7 * place))


def answer_today(event: Event, petugas: Account) -> None:
    """Half have answered; the first of those still to come has named who comes instead."""
    rows = [row for row in _written_to(event, petugas) if not row.came]
    for place, row in enumerate(rows):
        if place == 0:
            row.answer(Reply.SENDS, substitute=STAND_IN[0], position=STAND_IN[1])
        elif place == 1:
            row.answer(Reply.CANNOT, note=REASONS[0])
        elif place % 2:
            row.answer(Reply.COMES)
        _dated(row, event.starts_at - timedelta(hours=20, minutes=9 * place))


def _written_to(event: Event, petugas: Account) -> list[Invitation]:
    """All of them with a link, handed over by WhatsApp some days before."""
    query = select(Invitation).join(Invitation.person).where(Invitation.event_id == event.id)
    rows = list(db.session.scalars(query.order_by(Person.post.desc(), Person.id)))
    for number, row in enumerate(rows):
        row.issue_link()
        row.hand_over(petugas.id)
        row.sent_at = event.starts_at - WRITTEN_BEFORE + timedelta(minutes=number)
    return rows


def _dated(row: Invitation, moment: datetime) -> None:
    if row.reply:
        row.replied_at = moment
