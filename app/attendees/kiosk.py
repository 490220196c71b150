"""A device of the office becomes a kiosk: people sign on it themselves, one after the other."""

from __future__ import annotations

from functools import wraps

from flask import Blueprint, flash, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from werkzeug.wrappers import Response

from app import audit
from app.access import View, current_account, current_session, forget_login, me, staff
from app.accounts.queries import end_session
from app.attendees import tickets
from app.attendees.desk_rules import must_be_recording
from app.attendees.kiosks import Kiosk, kiosk_or_404
from app.columns import now
from app.events.models import Event
from app.events.queries import event_or_404, event_to_change_or_404
from app.extensions import csrf, db
from app.web import SAFE, leave_nothing, render, see_address, see_other

bp = Blueprint("kiosk", __name__, url_prefix="/kios")

LEFT = (
    "Perangkat ini sudah keluar dari akun. Bila kios belum terbuka di sini, masuk lagi, lalu tekan "
    "Jadikan kios di halaman Meja."
)


def _once(view: View) -> View:
    """Whoever presses twice, or goes back, is logged out already: the kiosk that runs here is
    shown; where the browser holds none, as when the first answer was lost, words say what to do.
    """

    @wraps(view)
    def guarded(code: str) -> ResponseReturnValue:
        if current_account() is None:
            if _is_kiosk(code):
                return see_other("hall.enter", code=code)
            if request.method not in SAFE:
                flash(LEFT)
        return view(code=code)

    return guarded


def _is_kiosk(code: str) -> bool:
    event = db.session.scalar(select(Event).where(Event.code == code))
    held = tickets.held(event, now()) if event else None
    return held is not None and held.is_kiosk


@bp.get("")
@_once
@staff
def explain(code: str) -> Response:
    event = event_or_404(code)
    must_be_recording(event)
    return render("attendees/desk/kiosk.html", event=event)


@bp.post("")
@csrf.exempt  # type: ignore[untyped-decorator]  # a second press has no token any more
@_once
@staff
def start(code: str) -> Response:
    """Log out here first: nobody at the kiosk may walk into the pages of the office."""
    csrf.protect()
    event, moment = event_to_change_or_404(code), now()
    must_be_recording(event)
    mine = current_session()
    if mine is None or not end_session(mine):
        db.session.rollback()
        flash(LEFT)
        return see_other("accounts.log_in")
    held = tickets.held(event, moment)
    if held and held.kiosk:
        held.kiosk.end(moment)
    kiosk = Kiosk.start(event, me(), moment)
    audit.record("kiosk.start", f"kegiatan {code}", by=me(), number=kiosk.number)
    db.session.commit()
    session.clear()
    response = see_address(f"/h/{event.code}")
    forget_login(response)
    leave_nothing(response)
    tickets.issue(response, event, kiosk=kiosk)
    return response


@bp.post("/<int:kiosk_id>/akhiri")
@staff
def end(code: str, kiosk_id: int) -> Response:
    """Take its ticket back, wherever the device or a copy of its cookies may be."""
    event = event_or_404(code)
    kiosk = kiosk_or_404(event, kiosk_id)
    if kiosk.ended_at is None:
        kiosk.end(now())
        audit.record("kiosk.end", f"kegiatan {code}", by=me(), number=kiosk.number)
    db.session.commit()
    flash(f"Kios {kiosk.number} berakhir. Perangkat itu tidak dapat mencatat lagi.")
    return see_other("desk.show", code=code)
