"""Certificates on paper, for staff: one as a picture, one as a PDF. All of them are an order."""

from __future__ import annotations

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from app.access import account
from app.certificates.queries import certificate_or_404, certificates_of, series_of
from app.events.queries import event_or_404
from app.papers.certificate_paper import compose_for, name_of
from app.papers.picturing import picture_of
from app.papers.printing import PDF, printed, record
from app.web import hand_over, render

bp = Blueprint("certificate_papers", __name__, url_prefix="/kegiatan/<code>/sertifikat")


@bp.get("/pratinjau")
@account
def preview(code: str) -> Response:
    """The first one as a picture, in place on the page of the certificates."""
    event = event_or_404(code)
    series = series_of(event) or abort(404)
    picture, problem = picture_of(
        compose_for(event, series, certificates_of(event)[:1], picture=True)
    )
    return render(
        "papers/certificate.html",
        fragment="papers/_certificate.html",
        event=event,
        room="dokumen",
        picture=picture,
        problem=problem,
    )


@bp.post("/<int:serial>.pdf")
@account
def one(code: str, serial: int) -> Response:
    event = event_or_404(code)
    certificate = certificate_or_404(event, serial)
    series = series_of(event) or abort(404)
    name = name_of(series, certificate)
    content = printed(compose_for(event, series, [certificate]))
    record(event, "sertifikat", serial=serial)
    return hand_over(content, PDF, name)
