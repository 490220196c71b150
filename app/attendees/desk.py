"""The desk of one kegiatan: who is there, who is missing, and everything staff do about it."""

from __future__ import annotations

from zlib import crc32

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app.access import account, me
from app.attendees import desk_changes, desk_entries, desk_ink, desk_late, kiosk, sheets
from app.attendees.desk_board import Wish, board_of
from app.attendees.desk_rules import why_no_mending, why_no_recording
from app.attendees.desk_words import again, history, late_fields
from app.attendees.kiosks import running_kiosks
from app.columns import now
from app.events.models import Event
from app.events.queries import event_or_404
from app.web import render, unchanged, wants_fragment

bp = Blueprint("desk", __name__, url_prefix="/meja/<code>")
for part in (desk_entries, desk_ink, desk_late, desk_changes, sheets, kiosk):
    bp.register_blueprint(part.bp)


@bp.get("")
@account
def show(code: str) -> Response:
    """The whole desk; for live pages its changing part, or 304 where nothing has changed."""
    event = event_or_404(code)
    closed = why_no_recording(event, now()) if me().may_edit else None
    may_record = me().may_edit and closed is None
    wish = Wish(
        search=request.args.get("q", "").strip()[:100],
        shared=request.args.get("saring") == "satu-hp",
        everybody=request.args.get("tampil") == "semua",
    )
    mark = _mark(event, wish, may_record)
    if wants_fragment() and (answer := unchanged(mark)):
        return answer
    response = render(
        "attendees/desk/desk.html",
        fragment="attendees/desk/_live.html",
        event=event,
        board=board_of(event, wish),
        kiosks=[] if wants_fragment() or not me().may_edit else running_kiosks(event, now()),
        wish=wish,
        mark=mark,
        closed=closed,
        again=again,
        history=history,
        late_fields=late_fields,
        may_record=may_record,
        may_edit=me().may_edit,
        may_mend=me().may_edit and why_no_mending(event) is None,
    )
    response.set_etag(mark, weak=True)
    return response


def _mark(event: Event, wish: Wish, may_record: bool) -> str:
    """Changes with everything the live part shows."""
    view = crc32(repr((wish, may_record, event.status)).encode())
    return f"{event.version}-{view:x}"
