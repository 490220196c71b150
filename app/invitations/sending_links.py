"""One invited person: the link, made anew or taken back, and what has been sent."""

from __future__ import annotations

from flask import Blueprint, flash
from werkzeug.wrappers import Response

from app import audit, mailing
from app.access import me, staff
from app.events.queries import event_or_404, event_to_change_or_404
from app.extensions import db
from app.invitations import dispatch, handing
from app.once import OnceForm
from app.web import render, see_other

bp = Blueprint("links", __name__)


@bp.get("/<int:person_id>")
@staff
def show(code: str, person_id: int) -> Response:
    event = event_or_404(code)
    return render(
        "invitations/sending_one.html",
        event=event,
        invitation=dispatch.invitation_to_change_or_404(event, person_id),
        mails=dispatch.mails_of(event, person_id=person_id),
        has_mail=mailing.is_configured(),
        closed=dispatch.why_no_sending(event),
        mail_form=OnceForm(),
        handing=handing,
    )


@bp.post("/<int:person_id>/tautan")
@staff
def issue(code: str, person_id: int) -> Response:
    """Where there is one already, it opens nothing any more."""
    event = event_to_change_or_404(code)
    invitation = dispatch.invitation_to_change_or_404(event, person_id)
    invitation.issue_link()
    audit.record("invitation.link", f"kegiatan {code}", by=me(), person=person_id)
    db.session.commit()
    flash(f"Tautan baru untuk {invitation.person.full_name} siap dikirim.")
    return see_other(".show", code=code, person_id=person_id)


@bp.post("/<int:person_id>/tautan/cabut")
@staff
def revoke(code: str, person_id: int) -> Response:
    event = event_to_change_or_404(code)
    invitation = dispatch.invitation_to_change_or_404(event, person_id)
    if invitation.generation == 0:  # a link that never was is taken back for good, too
        invitation.issue_link()
    invitation.revoke_link()
    audit.record("invitation.revoke", f"kegiatan {code}", by=me(), person=person_id)
    db.session.commit()
    flash(f"Tautan {invitation.person.full_name} dicabut dan tidak membuka apa pun lagi.")
    return see_other(".show", code=code, person_id=person_id)
