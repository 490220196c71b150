"""The texts from which letters begin. A letter copies them: what changes here changes no letter."""

from __future__ import annotations

from flask import Blueprint, flash, request
from werkzeug.wrappers import Response

from app import audit, once
from app.access import account, me, staff
from app.extensions import db
from app.fields import id_of
from app.office.letter_forms import LetterTemplateForm, NewLetterTemplateForm
from app.office.letter_templates import LetterTemplate
from app.office.queries import letter_template_or_404, letter_templates
from app.web import render, see_other

bp = Blueprint("letter_templates", __name__, url_prefix="/pengaturan/surat")


@bp.get("")
@account
def index() -> Response:
    return render("office/letter_templates.html", templates=letter_templates())


@bp.route("/baru", methods=["GET", "POST"])
@staff
def new() -> Response:
    """An empty form, or with `?contoh=1` the sample texts to begin with."""
    with_sample = request.method == "GET" and id_of(request.args.get("contoh"))
    form = NewLetterTemplateForm.of_sample() if with_sample else NewLetterTemplateForm()
    template = once.made_by(form, LetterTemplate)
    if template is None:
        if not form.validate_on_submit():
            return _page(form, None)
        template = _add(form)
    flash(f"Templat “{template.name}” ditambahkan.")
    return see_other(".index")


@bp.route("/<int:template_id>", methods=["GET", "POST"])
@staff
def edit(template_id: int) -> Response:
    template = letter_template_or_404(template_id)
    form = LetterTemplateForm(template)
    if form.validate_on_submit():
        form.write_to(template)
        _note(template, "letter_template.change")
        db.session.commit()
        flash(f"Templat “{template.name}” tersimpan.")
        return see_other(".index")
    return _page(form, template)


@bp.post("/<int:template_id>/hapus")
@staff
def delete(template_id: int) -> Response:
    template = letter_template_or_404(template_id)
    db.session.delete(template)
    audit.record("letter_template.delete", f"templat {template_id}", by=me())
    db.session.commit()
    flash(f"Templat “{template.name}” dihapus. Surat yang sudah disusun tidak berubah.")
    return see_other(".index")


def _add(form: NewLetterTemplateForm) -> LetterTemplate:
    template = LetterTemplate(request_id=form.request_id.data)
    form.write_to(template)
    db.session.add(template)
    db.session.flush()
    _note(template, "letter_template.create")
    db.session.commit()
    return template


def _note(template: LetterTemplate, action: str) -> None:
    template.change_by(me())
    audit.record(action, f"templat {template.id}", by=me())


def _page(form: LetterTemplateForm, template: LetterTemplate | None) -> Response:
    status = 422 if form.errors else 200
    return render("office/letter_template.html", status=status, form=form, template=template)
