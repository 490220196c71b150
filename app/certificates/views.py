"""The room of the certificates: what they say, and who has which number."""

from __future__ import annotations

from flask import Blueprint, abort, flash
from werkzeug.wrappers import Response

from app import audit
from app.access import account, me, staff
from app.certificates.forms import SeriesForm, values_of
from app.certificates.models import CertificateSeries
from app.certificates.numbering import (
    RangeTooSmall,
    count_numbers,
    give_numbers,
    words_of_too_small,
)
from app.certificates.queries import series_of
from app.certificates.usual_words import USUAL
from app.events.models import Event
from app.events.queries import event_or_404, event_to_change_or_404
from app.extensions import db
from app.web import render, see_other

bp = Blueprint("certificates", __name__, url_prefix="/kegiatan/<code>/sertifikat")


@bp.get("")
@account
def show(code: str) -> Response:
    event = event_or_404(code)
    form = SeriesForm(event, formdata=None, data=values_of(event, series_of(event)))
    return _page(event, form)


@bp.post("")
@staff
def save(code: str) -> Response:
    event = event_to_change_or_404(code)
    form = SeriesForm(event)
    if not form.validate_on_submit():
        return _page(event, form, status=422)
    series = series_of(event) or CertificateSeries(event_id=event.id)
    form.write_to(series)
    changed = audit.changed_columns(series)
    db.session.add(series)
    audit.record("certificate.change", f"kegiatan {event.code}", by=me(), columns=changed)
    db.session.commit()
    flash("Tersimpan.")
    return see_other(".show", code=event.code)


@bp.post("/nomor")
@staff
def number(code: str) -> Response:
    """Give everybody who was there and has none the next numbers of the range."""
    event = event_to_change_or_404(code)
    series = series_of(event) or abort(404)
    try:
        given = give_numbers(event, series)
    except RangeTooSmall as error:
        form = SeriesForm(event, formdata=None, data=values_of(event, series))
        return _page(event, form, status=422, problem=str(error))
    if given:
        serials = {"first": given[0].serial, "last": given[-1].serial}
        audit.record("certificate.number", f"kegiatan {event.code}", by=me(), **serials)
    db.session.commit()
    flash(f"{len(given)} orang mendapat nomor." if given else "Semua yang hadir sudah bernomor.")
    return see_other(".show", code=event.code)


def _page(event: Event, form: SeriesForm, *, status: int = 200, problem: str = "") -> Response:
    series = series_of(event)
    count = count_numbers(event, series)
    if series and count.lacking and not problem:
        problem = words_of_too_small(series, count)
    return render(
        "certificates/show.html",
        status=status,
        event=event,
        room="dokumen",
        form=form,
        series=series,
        count=count,
        problem=problem,
        usual=USUAL,
        may_edit=me().may_edit,
    )
