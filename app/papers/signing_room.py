"""Where an issued paper is signed: by a service outside, with an own certificate, or with a pen."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, current_app, flash, request
from werkzeug.wrappers import Response

from app import bodies, files, sizes
from app.access import account, me, staff
from app.events.models import Event
from app.events.queries import event_or_404
from app.extensions import db
from app.materials.refusal import Refused
from app.materials.scratch import scratch_file
from app.materials.serving import disposition, streamed
from app.papers import quarantine, signed_copies
from app.papers.issue_forms import LARGEST_KEY, FileForm, KeyForm
from app.papers.kinds import ANY_KIND
from app.papers.models import Paper
from app.papers.notary import Key
from app.papers.printing import record
from app.papers.queries import copy_or_404, paper_or_404
from app.web import render, see_other

__all__ = ["bp", "quarantine"]  # where the scanner finds what waits for it

bp = Blueprint("signing", __name__, url_prefix=f"/{ANY_KIND}/versi/<int:number>")

DOOR: Any = staff(lambda **_: "")  # nothing to say to whom it lets in
SAID = {
    "elektronik": "Salinan bertanda tangan elektronik tersimpan.",
    "basah": "Pindaian bertanda tangan basah tersimpan.",
}


@bp.url_value_preprocessor
def expect(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Said here because this runs before anything reads the body, the CSRF check included."""
    if request.method != "POST":
        return
    whole = current_app.config["FILE_MB"] * sizes.MB + bodies.SMALL
    largest = {"add": whole, "add_scan": whole, "sign": LARGEST_KEY + bodies.SMALL}
    name = (endpoint or "").rpartition(".")[2]
    bodies.expect(largest.get(name, bodies.SMALL), lambda: DOOR(**values or {}))


@bp.get("/tanda-tangan")
@staff
def show(code: str, kind: str, number: int) -> Response:
    event = event_or_404(code)
    return _page(event, paper_or_404(event, kind, number))


@bp.post("/tanda-tangan")
@staff
def add(code: str, kind: str, number: int) -> Response:
    """A PDF that was signed elsewhere."""
    event = event_or_404(code)
    paper, form = paper_or_404(event, kind, number), FileForm(prefix="ttd-")
    if not form.validate():
        return _page(event, paper, 422, signed_form=form)
    content, name = form.file.data.read(), form.file.data.filename
    try:
        copy = signed_copies.keep_signed(paper, content, name, me())
    except Refused as why:
        return _refused(code, kind, number, "file", why)
    return _kept(copy.way)


@bp.post("/tanda-tangan/sertifikat")
@staff
def sign(code: str, kind: str, number: int) -> Response:
    """Sign here and now with an own PKCS#12 file."""
    event = event_or_404(code)
    paper, form = paper_or_404(event, kind, number), KeyForm()
    if not form.validate():
        return _page(event, paper, 422, key_form=form)
    words = {"reason": form.reason.data or "", "location": form.location.data or ""}
    key = Key(form.content, form.passphrase.data or "", **words)
    try:
        copy = signed_copies.sign_here(paper, key, me(), form.seen.data or "")
    except Refused as why:
        return _refused(code, kind, number, "key", why)
    return _kept(copy.way)


@bp.post("/tanda-tangan/basah")
@staff
def add_scan(code: str, kind: str, number: int) -> Response:
    event = event_or_404(code)
    paper, form = paper_or_404(event, kind, number), FileForm(prefix="pindaian-")
    if not form.validate():
        return _page(event, paper, 422, scan_form=form)
    try:
        with scratch_file() as path:
            form.file.data.save(path)
            copy = signed_copies.keep_scan(paper, path, form.file.data.filename, me())
    except Refused as why:
        return _refused(code, kind, number, "scan", why)
    return _kept(copy.way)


@bp.post("/salinan/<int:copy_id>")
@account
def download(code: str, kind: str, number: int, copy_id: int) -> Response:
    event = event_or_404(code)
    copy = copy_or_404(paper_or_404(event, kind, number), copy_id)
    if copy.is_in_quarantine and not me().may_edit:
        abort(404)
    body = files.chunks(copy.stored_as)
    answer = streamed(body, copy.size, copy.kind.mimetype, disposition(copy.name))
    record(event, kind, version=number, copy=copy.id)
    return answer


def _kept(way: str) -> Response:
    db.session.commit()
    flash(SAID[way])
    return see_other(".show", **(request.view_args or {}))


def _refused(code: str, kind: str, number: int, where: str, why: Refused) -> Response:
    db.session.rollback()
    event = event_or_404(code)
    paper = paper_or_404(event, kind, number)
    return _page(event, paper, why.code, trouble=str(why), where=where)


def _page(
    event: Event,
    paper: Paper,
    status: int = 200,
    *,
    trouble: str = "",
    where: str = "",
    signed_form: FileForm | None = None,
    key_form: KeyForm | None = None,
    scan_form: FileForm | None = None,
) -> Response:
    """What is wrong stands at the form that was sent."""
    key_form = key_form or KeyForm(formdata=None)
    key_form.seen.data = (paper.signed or paper).sha256
    return render(
        "papers/signing.html",
        status=status,
        event=event,
        room="dokumen",
        paper=paper,
        signed_form=signed_form or FileForm(formdata=None, prefix="ttd-"),
        key_form=key_form,
        scan_form=scan_form or FileForm(formdata=None, prefix="pindaian-"),
        trouble=trouble,
        where=where,
        most=current_app.config["FILE_MB"],
    )
