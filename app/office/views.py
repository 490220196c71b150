"""The office on its papers: letterhead, emblem, measures."""

from __future__ import annotations

from flask import Blueprint, abort, flash, make_response
from werkzeug.wrappers import Response

from app import audit, files
from app.access import account, me, staff
from app.extensions import db
from app.office.forms import EmblemForm
from app.office.letterhead import LetterheadForm
from app.office.models import Office
from app.office.officials import bp as official_pages
from app.office.queries import office
from app.web import render, see_other, unchanged

bp = Blueprint("office", __name__, url_prefix="/pengaturan")
bp.register_blueprint(official_pages)

# A picture that somebody uploaded: shown, never run, whatever a browser thinks it is.
PICTURE_POLICY = "default-src 'none'; sandbox"


@bp.get("")
@account
def settings() -> Response:
    return see_other(".letterhead")


@bp.get("/kop")
@account
def letterhead() -> Response:
    found = office()
    return _page(LetterheadForm(obj=found), EmblemForm())


@bp.post("/kop")
@staff
def save_letterhead() -> Response:
    form = LetterheadForm()
    if not form.validate():
        return _page(form, EmblemForm(formdata=None), status=422)
    found = office()
    form.populate_obj(found)
    found.change_by(me())
    db.session.add(found)
    audit.record("office.change", "kop", by=me())
    db.session.commit()
    flash("Kop surat tersimpan.")
    return see_other(".letterhead")


@bp.get("/kop/lambang.png")
@account
def emblem() -> Response:
    name = office().emblem or abort(404)
    response = unchanged(name) or make_response(files.read(name))
    response.content_type = "image/png"
    response.set_etag(name, weak=True)
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    response.headers["Content-Disposition"] = 'inline; filename="lambang.png"'
    return response


@bp.post("/kop/lambang")
@staff
def save_emblem() -> Response:
    found, form = office(), EmblemForm()
    db.session.commit()  # drawing takes its time: nobody shall wait for our lock
    if not found.name:
        form.form_errors.append("Simpan kop surat lebih dahulu, lalu unggah lambangnya.")
        return _page(LetterheadForm(formdata=None, obj=found), form, status=422)
    if not form.validate():
        return _page(LetterheadForm(formdata=None, obj=found), form, status=422)
    _keep_emblem(found, form.png)
    flash("Lambang tersimpan.")
    return see_other(".letterhead")


@bp.post("/kop/lambang/hapus")
@staff
def remove_emblem() -> Response:
    found = office()
    found.emblem = None
    if found.name:
        found.change_by(me())
        audit.record("office.change", "lambang dihapus", by=me())
        db.session.commit()
    flash("Lambang dihapus dari kop surat.")
    return see_other(".letterhead")


def _keep_emblem(found: Office, png: bytes) -> None:
    """File first, row after: a row always has its file, and a failure leaves neither."""
    name = files.store(png)
    try:
        found.emblem = name
        found.change_by(me())
        audit.record("office.change", "lambang", by=me())
        db.session.commit()
    except BaseException:
        files.remove(name)
        raise


def _page(form: LetterheadForm, emblem_form: EmblemForm, status: int = 200) -> Response:
    return render(
        "office/letterhead.html",
        status=status,
        office=office(),
        form=form,
        emblem_form=emblem_form,
    )
