"""Long work on papers: ordered here, made by the worker, watched, cancelled and fetched here."""

from __future__ import annotations

from flask import Blueprint, abort, flash
from werkzeug.wrappers import Response

from app import audit, files, jobs
from app.access import account, me, staff
from app.events.models import Event, Status
from app.events.queries import event_or_404, event_to_change_or_404
from app.extensions import db
from app.materials.serving import streamed
from app.papers import ordering
from app.papers.fulfilling import fulfil
from app.papers.kinds import ANY_WORK as WORK
from app.papers.kinds import Work
from app.papers.models import Order
from app.papers.queries import order_or_404, orders_of
from app.web import render, see_other

bp = Blueprint("orders", __name__, url_prefix="/kegiatan/<code>/pesanan")

NOTHING_YET = {
    Status.DRAFT: "Kegiatan ini masih draf. Jadwalkan dahulu, lalu susun berkasnya.",
    Status.CANCELLED: "Kegiatan ini dibatalkan, jadi tidak ada berkas untuk disusun.",
}
TYPES = {"pdf": "application/pdf", "zip": "application/zip"}


@bp.app_template_global("orders_of")
def newest_orders(event: Event) -> dict[Work, Order]:
    return orders_of(event)


@bp.app_template_global("works")
def all_works() -> dict[str, Work]:
    """By name, for pages that offer some of them: `works()["spj-pdf"]`."""
    return {work.value: work for work in Work}


@bp.post(f"/{WORK}")
@staff
def order(code: str, work: str) -> Response:
    """Have it made; a second click leads to the first order."""
    event = event_to_change_or_404(code)
    if event.status in NOTHING_YET:
        flash(NOTHING_YET[event.status], "error")
        return see_other("documents.index", code=code)
    asked = ordering.ask(event, Work(work), me())
    audit.record("paper.order", f"kegiatan {event.code}", by=me(), work=work)
    db.session.commit()
    jobs.put(fulfil, asked.id)
    return see_other(".show", code=code, order_code=asked.code)


@bp.get("/<order_code>")
@account
def show(code: str, order_code: str) -> Response:
    """How far it is; the part that changes asks for itself again."""
    event = event_or_404(code)
    return render(
        "papers/order.html",
        fragment="papers/_order.html",
        event=event,
        order=order_or_404(event, order_code),
        room="dokumen",
    )


@bp.post("/<order_code>/batal")
@staff
def cancel(code: str, order_code: str) -> Response:
    event = event_or_404(code)
    found = order_or_404(event, order_code)
    if ordering.cancel(found):
        audit.record("paper.cancel", f"kegiatan {event.code}", by=me(), work=found.work)
        flash("Penyusunan dibatalkan.")
    db.session.commit()
    return see_other(".show", code=code, order_code=order_code)


@bp.post("/<order_code>/unduh")
@account
def fetch(code: str, order_code: str) -> Response:
    """The file. A POST, because it leaves an audit entry."""
    event = event_or_404(code)
    found = order_or_404(event, order_code)
    if found.stored_as is None:
        abort(404)
    mimetype = TYPES[found.name.rpartition(".")[2]]
    chunks = files.chunks(found.stored_as)
    answer = streamed(chunks, found.size or 0, mimetype, f"attachment; filename={found.name}")
    audit.record("paper.export", f"kegiatan {event.code}", by=me(), kind=found.work)
    db.session.commit()
    return answer
