"""The note of consent on the page of the photos."""

from __future__ import annotations

from flask import flash
from werkzeug.wrappers import Response

from app import audit
from app.access import me, staff
from app.events.queries import event_or_404
from app.extensions import db
from app.photos import consent
from app.photos.changes import open_event
from app.photos.forms import ConsentForm
from app.photos.room import bp, show_room
from app.web import render, see_other


@bp.post("/persetujuan")
@staff
def note_consent(code: str) -> Response:
    event = open_event(code)
    form = ConsentForm()
    if not form.validate():
        return show_room(event, 422, consent_form=form)
    consent.note(event, form.words.data or "", me())
    audit.record("photo.consent", f"kegiatan {code}", by=me())
    db.session.commit()
    flash("Persetujuan tercatat. Foto dapat dipilih untuk laporan.")
    return see_other(".index", code=code)


@bp.get("/persetujuan/cabut")
@staff
def confirm_withdrawal(code: str) -> Response:
    return render("photos/withdraw.html", event=event_or_404(code))


@bp.post("/persetujuan/cabut")
@staff
def withdraw_consent(code: str) -> Response:
    event = open_event(code)
    consent.withdraw(event)
    audit.record("photo.consent_withdraw", f"kegiatan {code}", by=me())
    db.session.commit()
    flash("Persetujuan dicabut. Tidak ada foto yang terpilih untuk laporan.")
    return see_other(".index", code=code)
