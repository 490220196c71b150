"""Import: upload a list, look at what it would change, apply it whole."""

from __future__ import annotations

from io import BytesIO

from flask import abort, flash, request, send_file
from werkzeug.wrappers import Response

from app import audit, files, once
from app.access import me, staff
from app.columns import now
from app.directory import queries
from app.directory.applying import NotReady, apply_plan
from app.directory.checking import Checked, check, directory_version, forget
from app.directory.forms import ApplyForm, UploadForm
from app.directory.models import ImportFile
from app.directory.pages import bp
from app.directory.planned import Kind
from app.directory.rows import FileProblem
from app.directory.table import read_table
from app.directory.template_file import csv_template, xlsx_template
from app.directory.uploads import clean_name, keep
from app.extensions import db
from app.web import render, see_other

ROWS_A_PAGE = 100
CHANGED = "Direktori baru saja berubah. Periksa kembali daftar di bawah ini, lalu terapkan."
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/impor")
@staff
def new_import() -> Response:
    return render("directory/import.html", form=UploadForm())


@bp.post("/impor")
@staff
def upload() -> Response:
    form = UploadForm()
    if made := once.made_by(form, ImportFile, account_id=me().id):
        return see_other(".preview", code=made.code)
    if not form.validate_on_submit():
        return render("directory/import.html", status=422, form=form)
    file = form.file.data
    content, name = file.read(), clean_name(file.filename)
    db.session.commit()  # reading takes its time: nobody shall wait for our lock
    try:
        read_table(content, name)
    except FileProblem as problem:
        form.file.errors = [str(problem)]
        return render("directory/import.html", status=422, form=form)
    kept = keep(content, name, me(), form)
    return see_other(".preview", code=kept.code)


@bp.get("/impor/templat.<any(xlsx, csv):ending>")
@staff
def template(ending: str) -> Response:
    regions = queries.all_regions()
    content = xlsx_template(regions) if ending == "xlsx" else csv_template(regions)
    return send_file(
        BytesIO(content),
        mimetype=XLSX if ending == "xlsx" else "text/csv",
        as_attachment=True,
        download_name=f"templat-direktori.{ending}",
    )


@bp.get("/impor/<code>")
@staff
def preview(code: str) -> Response:
    kept = queries.import_or_404(code, me())
    if kept.applied_at:
        return render("directory/imported.html", kept=kept)
    return _show(kept, check(kept), ApplyForm(formdata=None))


@bp.post("/impor/<code>/terapkan")
@staff
def apply(code: str) -> Response:
    """Apply only what was looked at; anything else is shown again first."""
    kept = queries.import_or_404(code, me())
    if kept.applied_at:
        return see_other(".preview", code=code)
    form = ApplyForm()
    db.session.commit()  # planning takes its time: nobody shall wait for our lock
    checked = check(kept)
    queries.hold(kept)
    if kept.applied_at:
        return see_other(".preview", code=code)
    same = directory_version(db.session) == checked.version
    if not same or form.digest.data != checked.plan.digest:
        db.session.commit()
        return _show(kept, check(kept), form, CHANGED, status=409)
    try:
        outcome = apply_plan(
            checked.plan,
            create_regions=form.create_regions.data,
            skip_wrong=form.skip_wrong.data,
            retire_replaced=form.retire_replaced.data,
        )
    except NotReady as problem:
        return _show(kept, checked, form, str(problem), status=422)
    kept.applied_at, kept.outcome = now(), outcome
    audit.record("directory.import", f"import {kept.id}", by=me(), **outcome)
    db.session.commit()
    forget(kept)
    files.remove(kept.stored_as)  # what it said is in the directory now
    flash("Daftar diterapkan.")
    return see_other(".preview", code=code)


@bp.post("/impor/<code>/batal")
@staff
def discard(code: str) -> Response:
    kept = queries.import_or_404(code, me())
    if kept.applied_at is None:
        db.session.delete(kept)
        db.session.commit()
        forget(kept)
        files.remove(kept.stored_as)
        flash("Impor dibatalkan. Direktori tidak berubah.")
    return see_other(".new_import")


@bp.errorhandler(FileProblem)
def show_unreadable(problem: FileProblem) -> Response:
    """A kept list that can no longer be read, because we have become stricter."""
    form = UploadForm(formdata=None)
    form.file.errors = [str(problem)]
    return render("directory/import.html", status=422, form=form)


def _show(
    kept: ImportFile, checked: Checked, form: ApplyForm, problem: str = "", status: int = 200
) -> Response:
    planned = checked.plan
    kind = request.args.get("tampil", "")
    if kind not in {"", *Kind}:
        abort(404)
    rows = planned.of_kind(kind)
    pages = max(1, -(-len(rows) // ROWS_A_PAGE))
    number = max(1, min(request.args.get("halaman", 1, type=int), pages))
    form.digest.data = planned.digest
    return render(
        "directory/preview.html",
        fragment="directory/_rows.html",
        status=status,
        kept=kept,
        table=checked.table,
        plan=planned,
        form=form,
        problem=problem,
        filters=[(k.value, k.value.capitalize(), planned.counts[k.value]) for k in Kind],
        kind=kind,
        rows=rows[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE],
        number=number,
        pages=pages,
    )
