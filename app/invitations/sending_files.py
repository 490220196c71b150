"""The list for a broadcast tool. A POST, because it leaves an audit entry."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app import audit, sheets
from app.access import me, staff
from app.events.models import WrongState
from app.events.queries import event_to_change_or_404
from app.extensions import db
from app.invitations import dispatch, handing
from app.invitations.models import Invitation
from app.invitations.sending_page import shown, whole_page
from app.sheets import Row
from app.web import hand_over

bp = Blueprint("files", __name__)

HEAD: Row = ["Nama", "Jabatan", "Wilayah", "Nomor WhatsApp", "Tautan"]


@bp.post("/unduh.csv")
@staff
def csv(code: str) -> Response:
    """Those shown who have a number and a link; written down that it leaves the house."""
    event, show = event_to_change_or_404(code), shown(request.form)
    try:
        dispatch.must_be_sending(event)
    except WrongState as why:
        return whole_page(event, show, 409, str(why))
    dispatch.issue_missing(event)
    found = dispatch.to_hand_over(event, show)
    rows = [_line(one) for one in found if one.person.phone and one.token]
    audit.record("invitation.export", f"kegiatan {code}", by=me(), rows=len(rows), kind="csv")
    db.session.commit()
    return hand_over(sheets.comma_separated(HEAD, rows), "text/csv", f"undangan-{code}")


def _line(invitation: Invitation) -> Row:
    person = invitation.person
    place = person.region.place if person.region else ""
    link = handing.link_of(invitation)
    return [person.full_name, person.position_label, place, person.phone or "", link]
