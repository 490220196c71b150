"""The page of an invited person, behind a personal link."""

from __future__ import annotations

from flask import Blueprint, abort, flash, make_response
from werkzeug.wrappers import Response

from app import links
from app.access import public
from app.columns import now
from app.events.models import Event, WrongState
from app.extensions import db
from app.invitations import calendar, replying
from app.invitations.doors import COOKIE, invitee, opened_by
from app.invitations.forms import ReplyForm
from app.invitations.models import Invitation
from app.invitations.queries import map_of
from app.web import render, see_other

bp = Blueprint("invitee", __name__)


@bp.get("/u/<token>")
@public
def enter(token: str) -> Response:
    """Exchange the personal link for a clean address. Whoever only looks at it changes nothing."""
    invitation = opened_by(token) or abort(404)
    code = invitation.event.code
    response = see_other(".show", code=code)
    links.keep(response, COOKIE, token, f"/undangan/{code}", invitation.link_ends_at)
    return response


@bp.get("/undangan/<code>")
@invitee
def show(event: Event, invitation: Invitation) -> Response:
    return _page(event, invitation, ReplyForm(invitation))


@bp.post("/undangan/<code>")
@invitee
def answer(event: Event, invitation: Invitation) -> Response:
    """As often as the person changes the mind, until the kegiatan begins."""
    form = ReplyForm(invitation)
    if not form.validate_on_submit():
        return _page(event, invitation, form, 422)
    words = {"note": form.note, "substitute": form.substitute, "position": form.position}
    try:
        replying.reply(invitation, form.answer, **{k: f.data or "" for k, f in words.items()})
    except WrongState as why:
        db.session.rollback()
        return _page(event, invitation, form, 409, str(why))
    db.session.commit()
    flash("Terima kasih. Jawaban Bapak/Ibu sudah kami terima.")
    return see_other(".show", code=event.code)


@bp.get("/undangan/<code>/kegiatan.ics")
@invitee
def entry(event: Event, invitation: Invitation) -> Response:
    response = make_response(calendar.calendar_file(event))
    response.headers["Content-Type"] = calendar.MIMETYPE
    response.headers["Content-Disposition"] = f'attachment; filename="{calendar.NAME}"'
    return response


def _page(
    event: Event, invitation: Invitation, form: ReplyForm, status: int = 200, trouble: str = ""
) -> Response:
    return render(
        "invitations/invitee.html",
        status=status,
        event=event,
        invitation=invitation,
        form=form,
        closed=invitation.why_no_reply(now()),
        trouble=trouble,
        map_url=map_of(event),
    )
