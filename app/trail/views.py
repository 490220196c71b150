"""Jejak audit: who did what, when; for admins."""

from __future__ import annotations

import json

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app import audit, sheets, wib
from app.access import admin, me
from app.audit import AuditEntry
from app.extensions import db
from app.sheets import Row
from app.trail import chain
from app.trail.deeds import deed_of
from app.trail.search import Wish, all_of, find
from app.trail.words import EXPORT, NO_ACCOUNT, NOUNS, details_of
from app.web import hand_over, render

bp = Blueprint("trail", __name__, url_prefix="/pengaturan/jejak")
bp.add_app_template_filter(deed_of)
bp.add_app_template_filter(details_of)

HEAD: Row = ["No", "Tanggal", "Pukul (WIB)", "Oleh", "Aktivitas", "Kode", "Tentang", "Rincian"]
HEAD += ["Permintaan", "Segel"]


@bp.get("")
@admin
def index() -> Response:
    wish = Wish.read(request.args)
    return render(
        "trail/index.html",
        fragment="trail/_entries.html",
        wish=wish,
        found=find(wish),
        nouns=sorted({label: noun for noun, label in NOUNS.items()}.items()),
        export=EXPORT,
        no_account=NO_ACCOUNT,
    )


@bp.get("/periksa")
@admin
def check() -> Response:
    """Whether nobody has changed or removed an entry."""
    return render("trail/check.html", verdict=chain.check())


@bp.post("/unduh.csv")
@admin
def csv() -> Response:
    """What the filters show, without pages. A POST, because it leaves an entry itself."""
    db.session.commit()  # the door has begun a transaction
    rows = [_row(entry) for entry in all_of(Wish.read(request.form))]
    audit.record("trail.export", by=me(), rows=len(rows))
    db.session.commit()
    return hand_over(sheets.comma_separated(HEAD, rows), "text/csv", "jejak-audit")


def _row(entry: AuditEntry) -> Row:
    detail = json.dumps(entry.detail, ensure_ascii=False) if entry.detail else ""
    at = wib.local(entry.at)
    words = [entry.actor, deed_of(entry.action), entry.action, entry.subject, detail]
    when = [at.date().isoformat(), at.strftime("%H.%M.%S")]
    return [entry.id, *when, *words, entry.request_id or "", entry.seal or ""]
