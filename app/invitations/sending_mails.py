"""E-mails: asked for here, sent by the worker."""

from __future__ import annotations

from flask import Blueprint, abort, flash, request
from werkzeug.wrappers import Response

from app import audit, mailing, once
from app.access import me, staff
from app.columns import now
from app.events.models import Event, Status
from app.events.queries import event_to_change_or_404
from app.extensions import db
from app.invitations import dispatch, posting
from app.invitations.dispatch import About, Show
from app.invitations.mails import Mail
from app.invitations.models import Invitation
from app.invitations.sending_page import shown, whole_page
from app.once import OnceForm
from app.web import see_other

bp = Blueprint("mails", __name__)

BROKEN_OFF = "Terputus saat dikirim; dikirim lagi atas permintaan petugas."


@bp.post("/email")
@staff
def send(code: str) -> Response:
    """To everybody with an address; whoever is written to already gets no second one."""
    event, about = event_to_change_or_404(code), _about()
    why = dispatch.why_no_sending(event) or _why_no_mail()
    if event.status is Status.CANCELLED and about is not About.NEWS:
        why = "Kegiatan ini dibatalkan. Kabarkan pembatalannya."
    if why:
        return whole_page(event, shown(request.form), 409, why)
    if event.status is not Status.CANCELLED:
        dispatch.issue_missing(event)
        db.session.flush()
    mails = [_mail(one.id, about) for one in dispatch.to_mail(event, about)]
    db.session.add_all(mails)
    detail = {"about": about.value, "rows": len(mails)}
    audit.record("invitation.mail", f"kegiatan {code}", by=me(), **detail)
    db.session.flush()
    ids = [mail.id for mail in mails]
    db.session.commit()
    posting.order(ids)
    flash(f"{len(ids)} e-mail menunggu giliran dikirim." if ids else "Tidak ada e-mail baru.")
    show = {"tampil": Show.UNANSWERED.value} if about is About.REMINDER else {}
    return see_other("sending.index", code=code, **show)


@bp.post("/<int:person_id>/email")
@staff
def again(code: str, person_id: int) -> Response:
    """To one person once more, after it has failed or was cut off."""
    event = event_to_change_or_404(code)
    invitation = dispatch.invitation_to_change_or_404(event, person_id)
    why = dispatch.why_no_sending(event) or _why_no_mail()
    if not why and not invitation.person.email:
        why = "Orang ini belum punya alamat e-mail. Isi dulu di direktori."
    if why:
        return whole_page(event, Show.ALL, 409, why)
    form = OnceForm()
    if once.made_by(form, Mail, invitation_id=invitation.id) is None:
        _ask_again(event, invitation, form)
    flash("E-mail menunggu giliran dikirim.")
    return see_other("sending.links.show", code=code, person_id=person_id)


def _ask_again(event: Event, invitation: Invitation, form: OnceForm) -> None:
    person_id = invitation.person_id
    known = dispatch.mails_of(event, person_id=person_id)
    waiting = [one for one in known if not (one.sent_at or one.failed_at or one.is_unsure)]
    for one in known:
        if one.is_unsure:
            one.failed_at, one.trouble = now(), BROKEN_OFF
    is_called_off = event.status is Status.CANCELLED
    about = About.NEWS if is_called_off else About.INVITATION
    mail = waiting[0] if waiting else _mail(invitation.id, about)
    mail.request_id = mail.request_id or form.request_id.data
    db.session.add(mail)
    audit.record("invitation.mail", f"kegiatan {event.code}", by=me(), person=person_id)
    db.session.flush()
    mail_id = mail.id
    db.session.commit()
    posting.order([mail_id])


def _about() -> About:
    word = request.form.get("perihal", "")
    return About(word) if word in set(About) else abort(400)


def _why_no_mail() -> str:
    known = mailing.is_configured()
    return "" if known else "E-mail belum diatur. Minta admin mengisi BALAI_SMTP."


def _mail(invitation_id: int, about: About) -> Mail:
    is_reminder = about is About.REMINDER
    return Mail(invitation_id=invitation_id, is_reminder=is_reminder, asked_by=me().id)
