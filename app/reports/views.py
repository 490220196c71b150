"""The laporan: what stands in it, what people write, and its number, date and signers."""

from __future__ import annotations

from flask import Blueprint, abort, flash, url_for
from werkzeug.wrappers import Response

from app import audit
from app.access import account, me, staff
from app.events.models import Event, Status
from app.events.queries import event_or_404, event_to_change_or_404
from app.extensions import db
from app.reports.chapters import CHAPTERS, CLOSING, asked_in_words
from app.reports.charts import SCREEN, attendance_chart
from app.reports.content import Content, content_of, proposal, usual_signers
from app.reports.figures import asker_of, outcome_of, share
from app.reports.forms import ReportForm
from app.reports.models import Report
from app.reports.queries import report_of
from app.sections import saving
from app.sections.models import Document
from app.sections.writing import section_to_write
from app.web import render, see_other

bp = Blueprint("reports", __name__, url_prefix="/kegiatan/<code>/laporan")

CLOSED = {
    Status.CANCELLED: "Kegiatan ini dibatalkan. Laporannya tidak dapat diubah.",
    Status.LOCKED: "Kegiatan ini terkunci. Laporannya tidak dapat diubah lagi.",
}


@bp.get("")
@account
def index(code: str) -> Response:
    return _page(event_or_404(code))


@bp.post("/<any({}):key>".format(", ".join(f"'{key}'" for key in CHAPTERS)))
@staff
def write(code: str, key: str) -> Response:
    """A text as the editor sends it every few seconds, or a plain form at once."""
    form = saving.sent()
    event = event_to_change_or_404(code)
    label, room = CHAPTERS[key].label, url_for(".index", code=code)
    section = section_to_write(event, Document.REPORT, key, proposal(event, key))
    if event.status in CLOSED:
        return saving.refuse(section, form, CLOSED[event.status], label=label, room=room)
    address = url_for(".write", code=code, key=key)
    return saving.save(section, form, label=label, address=address, room=room)


@bp.post("/nomor")
@staff
def number(code: str) -> Response:
    """Number, date and signers, as the office has typed and chosen them."""
    event = event_to_change_or_404(code)
    if event.status in CLOSED:
        abort(_page(event, 409, CLOSED[event.status]))
    report = report_of(event) or Report(event_id=event.id, number="")
    form = ReportForm(event, report, usual_signers(event))
    if not form.validate():
        return _page(event, 422, form=form)
    form.fill(report)
    db.session.add(report)
    audit.record("report.change", f"kegiatan {code}", by=me())
    db.session.commit()
    flash("Nomor, tanggal, dan penanda tangan laporan tersimpan.")
    return see_other(".index", code=code)


def _page(
    event: Event, status: int = 200, trouble: str = "", form: ReportForm | None = None
) -> Response:
    content: Content = content_of(event)
    return render(
        "reports/index.html",
        status=status,
        event=event,
        content=content,
        figures=content.figures,
        chart=attendance_chart(content.figures.villages, SCREEN),
        asked=asked_in_words(content.figures) if content.figures.questions else "",
        closing=CLOSING,
        share=share,
        outcome_of=outcome_of,
        asker_of=asker_of,
        trouble=trouble,
        form=form or ReportForm(event, content.report, usual_signers(event), formdata=None),
        may_change=me().may_edit and event.status not in CLOSED,
        closed=CLOSED.get(event.status, ""),
    )
