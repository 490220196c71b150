"""The projector: the code of the door, who is here, where we are in the agenda."""

from __future__ import annotations

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from app import audit
from app.access import account, me, staff
from app.attendees import door, projecting
from app.events.models import Slide
from app.events.queries import event_or_404, event_to_change_or_404
from app.extensions import db
from app.web import render, see_other, unchanged

bp = Blueprint("screen", __name__)
bp.add_app_template_global(projecting.slides_of, "slides_of")


@bp.get("/layar/<code>")
@account
def show(code: str) -> Response:
    event = event_or_404(code)
    here = projecting.surroundings(event)
    return render("attendees/screen/show.html", slide=Slide.CODE, **here)


@bp.get("/layar/<code>/kode")
@account
def code_now(code: str) -> Response:
    """The part that changes with the step; the page asks for it every ten seconds."""
    event = event_or_404(code)
    return render("attendees/screen/_code.html", event=event, **projecting.code_now(event))


@bp.get("/layar/<code>/hadir")
@account
def hall_now(code: str) -> Response:
    """Counter, agenda and which slide is to be shown; 304 while all of it stands as it stood."""
    event = event_or_404(code)
    hall = projecting.hall_now(event)
    response = unchanged(hall["etag"])
    if response is None:
        response = render("attendees/screen/_hall.html", event=event, **hall)
        response.set_etag(hall["etag"], weak=True)
    return response


@bp.post("/layar/<code>/tampilkan")
@staff
def turn(code: str) -> Response:
    """Turn every projector of this kegiatan to another slide."""
    event = event_to_change_or_404(code)
    wanted = request.form.get("slide", "")
    if wanted not in list(Slide):
        abort(400)
    event.slide = Slide(wanted)
    audit.record("screen.turn", f"kegiatan {event.code}", by=me(), slide=wanted)
    db.session.commit()
    from_list = request.args.get("kembali") == "pertanyaan"
    return see_other("questions.index" if from_list else "screen.show", code=event.code)


@bp.get("/layar/<code>/cetak")
@staff
def printed(code: str) -> Response:
    event = event_or_404(code)
    frozen = door.frozen_code(event)
    return render(
        "attendees/screen/printed.html",
        event=event,
        qr=projecting.qr_of(event, frozen) if frozen else None,
    )


@bp.post("/layar/<code>/bekukan")
@staff
def freeze(code: str) -> Response:
    event = event_or_404(code)
    door.freeze(event)
    audit.record("door.freeze", f"kegiatan {event.code}", by=me())
    db.session.commit()
    return see_other("screen.printed", code=event.code)


@bp.post("/layar/<code>/lepas")
@staff
def unfreeze(code: str) -> Response:
    event = event_or_404(code)
    door.unfreeze(event)
    audit.record("door.unfreeze", f"kegiatan {event.code}", by=me())
    db.session.commit()
    return see_other("screen.printed", code=event.code)
