"""One person's data: all of it as a file, or the erasure of it."""

from __future__ import annotations

from flask import flash
from werkzeug.wrappers import Response

from app import audit
from app.access import admin, me
from app.extensions import db
from app.privacy.dossier import file_about, parts_about
from app.privacy.erasing import StandsAgainst, erase, what_stands_against
from app.privacy.forms import EraseForm
from app.privacy.pages import bp
from app.privacy.subjects import Subject, subject_or_404
from app.privacy.texts import bare, texts_naming
from app.web import hand_over, render, see_other

ONE = "/<any(orang,tamu,narasumber,pihak,pejabat,akun):kind>/<int:subject_id>"
ERASABLE = "/<any(orang,tamu,narasumber,pihak):kind>/<int:subject_id>"  # the page says why


@bp.get(ONE)
@admin
def subject(kind: str, subject_id: int) -> Response:
    found = subject_or_404(kind, subject_id)
    return render("privacy/subject.html", subject=found, parts=parts_about(found))


@bp.post(f"{ONE}/unduh.zip")
@admin
def download(kind: str, subject_id: int) -> Response:
    """A POST, because it leaves an entry in the register of exports."""
    found = subject_or_404(kind, subject_id)
    content = file_about(found)
    audit.record("privacy.export", found.audited_as, by=me(), kind="zip")
    db.session.commit()
    return hand_over(content, "application/zip", f"data-pribadi-{kind}-{subject_id}")


@bp.route(f"{ERASABLE}/hapus", methods=["GET", "POST"])
@admin
def erasure(kind: str, subject_id: int) -> Response:
    """What goes, what stays and why; then, with a typed word, for good."""
    found = subject_or_404(kind, subject_id)
    form = EraseForm()
    if found.is_erased:
        return _erased_already(found)
    if not form.validate_on_submit():
        return _preview(found, form, 422 if form.errors else 200)
    still = ", ".join(str(one) for one in texts_naming(found.name))
    try:
        counts = erase(found)
    except StandsAgainst:
        return _preview(found, form, 409)
    if not counts:
        return _erased_already(found)
    audit.record("privacy.erase", found.audited_as, by=me(), **counts)
    db.session.commit()
    flash("Data dihapus. Daftar resmi tetap utuh, tanpa nama orang ini; dokumen terbit tetap ada.")
    if still:
        flash(f"Nama itu masih tertulis dalam {still}: perbaiki sendiri yang draf.")
    return see_other(".subject", kind=kind, subject_id=subject_id)


def _erased_already(found: Subject) -> Response:
    flash("Data orang ini sudah dihapus.")
    return see_other(".subject", kind=found.kind, subject_id=found.id)


def _preview(found: Subject, form: EraseForm, status: int) -> Response:
    return render(
        "privacy/erasure.html",
        status=status,
        subject=found,
        form=form,
        against=what_stands_against(found),
        bare=bare(found.name),
        texts=texts_naming(found.name),
        parts={part.title: part for part in parts_about(found)},
    )
