"""What the malware scanner does, for admins."""

from __future__ import annotations

from flask import Blueprint, flash
from werkzeug.wrappers import Response

from app import audit
from app.access import admin, me
from app.extensions import db
from app.materials import scanner
from app.materials.rescanning import count_waiting, scan_waiting
from app.web import render, see_other

bp = Blueprint("scanner", __name__, url_prefix="/pengaturan/pemindai")


@bp.get("")
@admin
def show() -> Response:
    waiting = count_waiting()
    return render("materials/scanner.html", state=scanner.state(), waiting=waiting)


@bp.post("")
@admin
def again() -> Response:
    """Look again at the files that wait."""
    audit.record("scanner.again", "materi", by=me())
    db.session.commit()
    clean, waiting = scan_waiting(), count_waiting()
    flash(f"{clean} berkas sudah diperiksa, {waiting} masih menunggu.")
    return see_other(".show")
