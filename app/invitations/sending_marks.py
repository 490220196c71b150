"""What has been handed over, marked by a press beside the name or for a whole list."""

from __future__ import annotations

from flask import Blueprint, abort, flash, request
from werkzeug.wrappers import Response

from app import audit
from app.access import me, staff
from app.events.models import Event, WrongState
from app.events.queries import event_to_change_or_404
from app.extensions import db
from app.invitations import dispatch, handing
from app.invitations.sending_page import shown, way_back, whole_page
from app.web import render, see_other, wants_fragment

bp = Blueprint("marks", __name__)

SENT, REMINDED, NOT_SENT = "terkirim", "diingatkan", "belum"
MARKS = (SENT, REMINDED, NOT_SENT)


@bp.post("/<int:person_id>/tandai")
@staff
def one(code: str, person_id: int) -> Response:
    """Sets what is so; pressed twice it is so once."""
    event, sign = event_to_change_or_404(code), _mark()
    invitation = dispatch.invitation_to_change_or_404(event, person_id)
    try:
        dispatch.must_be_sending(event)
    except WrongState as why:
        return _refuse(event, why)
    if sign == NOT_SENT:
        invitation.not_handed_over()
    else:
        dispatch.mark([invitation], me().id, reminder=sign == REMINDED)
    detail = {"person": person_id, "mark": sign}
    audit.record("invitation.mark", f"kegiatan {code}", by=me(), **detail)
    db.session.commit()
    if not wants_fragment():
        return see_other(
            "sending.index", code=code, _anchor=f"kirim-{person_id}", **way_back(request.form)
        )
    return render(
        "invitations/_send_again.html",
        fragment="invitations/_send_again.html",
        event=event,
        show=shown(request.form),
        shows=dispatch.count_shown(event),
        invitation=dispatch.invitation_to_change_or_404(event, person_id),
        closed="",
        handing=handing,
    )


@bp.post("/tandai-semua")
@staff
def all_shown(code: str) -> Response:
    """Everybody whom the list shows with this filter; for a broadcast tool or the group."""
    event, show, sign = event_to_change_or_404(code), shown(request.form), _mark()
    try:
        dispatch.must_be_sending(event)
    except WrongState as why:
        return _refuse(event, why)
    found = dispatch.to_hand_over(event, show)
    dispatch.mark(found, me().id, reminder=sign == REMINDED)
    detail = {"marked": len(found), "mark": sign}
    audit.record("invitation.mark", f"kegiatan {code}", by=me(), **detail)
    db.session.commit()
    words = "diingatkan" if sign == REMINDED else "dikirim"
    flash(f"{len(found)} orang ditandai sudah {words}.")
    return see_other("sending.index", code=code)


def _mark() -> str:
    sign = request.form.get("tanda", "")
    return sign if sign in MARKS else abort(400)


def _refuse(event: Event, why: WrongState) -> Response:
    db.session.rollback()
    return whole_page(event, shown(request.form), 409, str(why))
