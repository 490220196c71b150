"""What the malware scanner does, for admins."""

from __future__ import annotations

from flask import Blueprint, flash
from werkzeug.wrappers import Response

from app import audit
from app.access import admin, me
from app.extensions import db
from app.materials import scanner
from app.materials.rescanning import count_waiting, look_again_at_all
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
    """Let the files that wait be looked at again."""
    audit.record("scanner.again", "materi", by=me())
    db.session.commit()
    number = look_again_at_all()
    flash(f"{number} berkas sedang diperiksa lagi. Muat ulang halaman ini sebentar lagi.")
    return see_other(".show")
