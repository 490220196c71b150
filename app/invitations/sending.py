"""Handing the links over: by WhatsApp, as a list for a broadcast tool, by e-mail."""

from __future__ import annotations

from flask import Blueprint, flash, request
from werkzeug.wrappers import Response

from app import audit
from app.access import me, staff
from app.events.models import WrongState
from app.events.queries import event_or_404, event_to_change_or_404
from app.extensions import db
from app.invitations import dispatch, sending_files, sending_links, sending_mails, sending_marks
from app.invitations.sending_page import shown, way_back, whole_page
from app.web import see_other

bp = Blueprint("sending", __name__, url_prefix="/kegiatan/<code>/undangan/kirim")
for part in (sending_marks, sending_links, sending_files, sending_mails):
    bp.register_blueprint(part.bp)


@bp.get("")
@staff
def index(code: str) -> Response:
    return whole_page(event_or_404(code), shown(request.args))


@bp.post("")
@staff
def prepare(code: str) -> Response:
    """A link for everybody on the list who has none yet."""
    event = event_to_change_or_404(code)
    try:
        dispatch.must_be_sending(event)
    except WrongState as why:
        return whole_page(event, shown(request.form), 409, str(why))
    number = dispatch.issue_missing(event)
    if number:
        audit.record("invitation.links", f"kegiatan {code}", by=me(), issued=number)
        flash(f"{number} tautan pribadi siap dikirim.")
    db.session.commit()
    return see_other(".index", code=code, **way_back(request.form))
