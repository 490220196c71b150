"""Sending e-mails, in the worker: each at most once, however often the job is done."""

from __future__ import annotations

from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from app import jobs, mailing
from app.columns import now
from app.events.models import Status
from app.extensions import db, reading_session
from app.invitations import calendar, handing
from app.invitations.mails import Mail
from app.invitations.models import Invitation
from app.invitations.queries import WHOLE_REGION
from app.office.queries import office

MOST_TRIES = 3
UNSURE = "Server surat tidak menjawab sesudah menerima surat ini; mungkin sudah sampai."


class Later(Exception):
    """It may go better in a while: the queue does it again."""


def order(mail_ids: Sequence[int]) -> None:
    """Let them be sent soon. To be called after the commit of their rows."""
    for mail_id in mail_ids:
        jobs.put(send, mail_id)


def send(mail_id: int) -> None:
    """One e-mail, unless somebody has begun it before. What could go better later is raised."""
    mail = _begun(mail_id)
    if mail is None:
        return
    to = mail.invitation.person.email or ""
    is_over = True
    try:
        if why := _why_not(mail):
            raise mailing.NotSent(why)
        message = compose(mail)
        db.session.rollback()  # nothing is held while we wait for the mail server
        mailing.deliver(message, to)
    except mailing.NotSent as why:
        is_over = _fail(mail_id, why)
    except mailing.Unsure:
        _end(mail_id, failed_at=now(), trouble=UNSURE)
    else:
        _succeed(mail_id)
    if not is_over:
        raise Later  # without the words of the server: they quote addresses, and logs have none


def compose(mail: Mail) -> EmailMessage:
    """Plain text with the calendar file. Headers take one line each: EmailMessage sees to it."""
    invitation, house = mail.invitation, office()
    event, person = invitation.event, invitation.person
    sender = current_app.config["MAIL_FROM"]
    try:
        message = EmailMessage()
        message["From"] = Address(_line(house.name) or "Balai", addr_spec=sender)
        message["To"] = Address(_line(person.full_name), addr_spec=person.email or "")
        message["Subject"] = _line(handing.subject(invitation))
        message["Date"] = format_datetime(now())
        host = urlsplit(current_app.config["BASE_URL"]).hostname or "localhost"
        message["Message-ID"] = f"<undangan-{event.code}-{mail.id}@{host}>"
        message["Auto-Submitted"] = "auto-generated"
    except ValueError:
        raise mailing.NotSent("Alamat e-mail ini belum benar. Perbaiki di direktori.") from None
    message.set_content(f"{handing.message(invitation).replace('*', '')}\n\n{house.name}\n")
    message.add_attachment(
        calendar.calendar_file(event),
        maintype="text",
        subtype="calendar",
        filename=calendar.NAME,
        params={"charset": "utf-8"},
    )
    return message


def unsent() -> Sequence[int]:
    """Those that wait; one that was begun is not begun again."""
    query = select(Mail.id).where(Mail.begun_at.is_(None), Mail.failed_at.is_(None))
    with reading_session() as session:
        return session.scalars(query.order_by(Mail.id)).all()


MAILING = jobs.Job(send, unsent)


def _begun(mail_id: int) -> Mail | None:
    """Mark that it is being sent, and commit: from here on nobody else sends it."""
    free = Mail.begun_at.is_(None) & Mail.failed_at.is_(None)
    query = update(Mail).where(Mail.id == mail_id, free).returning(Mail.id)
    mine = db.session.scalar(query.values(begun_at=now(), tries=Mail.tries + 1))
    db.session.commit()
    if mine is None:
        return None
    person = joinedload(Mail.invitation).joinedload(Invitation.person).options(WHOLE_REGION)
    event = joinedload(Mail.invitation).joinedload(Invitation.event)
    return db.session.get(Mail, mail_id, options=[person, event], populate_existing=True)


def _why_not(mail: Mail) -> str:
    """What has changed since it was asked for."""
    invitation, status = mail.invitation, mail.invitation.event.status
    if not invitation.is_on_list:
        return "Tidak dikirim: sudah dikeluarkan dari daftar undangan."
    if not invitation.person.email:
        return "Tidak dikirim: alamat e-mailnya sudah dihapus."
    if status is Status.CANCELLED:
        return ""
    if mail.is_reminder and invitation.reply:
        return "Tidak dikirim: sudah menjawab."
    if not invitation.token:
        return "Tidak dikirim: tautannya sudah dicabut."
    is_told = status in {Status.SCHEDULED, Status.RUNNING}
    return "" if is_told else f"Tidak dikirim: kegiatan {status.label.lower()}."


def _fail(mail_id: int, why: mailing.NotSent) -> bool:
    """Keep the reason, or let it be begun again; whether it is over."""
    mail = db.session.get_one(Mail, mail_id, populate_existing=True)
    if why.again and mail.tries < MOST_TRIES:
        _end(mail_id, begun_at=None)
        return False
    _end(mail_id, failed_at=now(), trouble=str(why)[:200])
    return True


def _succeed(mail_id: int) -> None:
    mail = db.session.get_one(Mail, mail_id, populate_existing=True)
    invitation = mail.invitation
    mail.sent_at = invitation.emailed_at = now()
    if mail.is_reminder:
        invitation.remind()
    elif invitation.event.status is not Status.CANCELLED:
        invitation.hand_over(mail.asked_by)
    db.session.commit()


def _end(mail_id: int, **values: object) -> None:
    db.session.execute(update(Mail).where(Mail.id == mail_id).values(**values))
    db.session.commit()


def _line(text: str) -> str:
    return " ".join(text.split())
