"""Where an issued paper is signed: by a service outside, with an own certificate, or with a pen."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, current_app, flash, request
from werkzeug.wrappers import Response

from app import bodies, files, sizes
from app.access import account, me, staff
from app.events.models import Event
from app.events.queries import event_or_404
from app.extensions import db
from app.materials.refusal import Refused
from app.materials.scratch import scratch_file
from app.materials.sent_forms import expect_behind
from app.materials.serving import disposition, streamed
from app.papers import quarantine, signed_copies
from app.papers.issue_forms import LARGEST_KEY, FileForm, KeyForm
from app.papers.kinds import ANY_KIND
from app.papers.models import Paper, SignedCopy
from app.papers.notary import Key
from app.papers.printing import record
from app.papers.queries import copy_or_404, paper_or_404
from app.web import render, see_other

__all__ = ["bp", "quarantine"]  # where the scanner finds what waits for it

bp = Blueprint("signing", __name__, url_prefix=f"/{ANY_KIND}/versi/<int:number>")

SAID = {
    "elektronik": "Salinan bertanda tangan elektronik tersimpan.",
    "basah": "Pindaian bertanda tangan basah tersimpan.",
}


def _largest() -> dict[str, int]:
    """Bytes of a body: a signed PDF, a scan, a certificate."""
    whole = current_app.config["FILE_MB"] * sizes.MB + bodies.SMALL
    return {"add": whole, "add_scan": whole, "sign": LARGEST_KEY + bodies.SMALL}


bp.url_value_preprocessor(expect_behind(staff, _largest))


@bp.get("/tanda-tangan")
@staff
def show(code: str, kind: str, number: int) -> Response:
    return _page(*_found(code, kind, number))


@bp.post("/tanda-tangan")
@staff
def add(code: str, kind: str, number: int) -> Response:
    """A PDF that was signed elsewhere."""
    (event, paper), form = _found(code, kind, number), FileForm(prefix="ttd-")
    if not form.validate():
        return _page(event, paper, 422, signed_form=form)
    content, name = form.file.data.read(), form.file.data.filename
    return _keep("file", lambda: signed_copies.keep_signed(paper, content, name, me()))


@bp.post("/tanda-tangan/sertifikat")
@staff
def sign(code: str, kind: str, number: int) -> Response:
    """Sign here and now with an own PKCS#12 file."""
    (event, paper), form = _found(code, kind, number), KeyForm()
    if not form.validate():
        return _page(event, paper, 422, key_form=form)
    words = {"reason": form.reason.data or "", "location": form.location.data or ""}
    key = Key(form.content, form.passphrase.data or "", **words)
    return _keep("key", lambda: signed_copies.sign_here(paper, key, me(), form.seen.data or ""))


@bp.post("/tanda-tangan/basah")
@staff
def add_scan(code: str, kind: str, number: int) -> Response:
    (event, paper), form = _found(code, kind, number), FileForm(prefix="pindaian-")
    if not form.validate():
        return _page(event, paper, 422, scan_form=form)
    name = form.file.data.filename
    with scratch_file() as path:
        form.file.data.save(path)
        return _keep("scan", lambda: signed_copies.keep_scan(paper, path, name, me()))


@bp.post("/salinan/<int:copy_id>")
@account
def download(code: str, kind: str, number: int, copy_id: int) -> Response:
    event, paper = _found(code, kind, number)
    copy = copy_or_404(paper, copy_id)
    if copy.is_in_quarantine and not me().may_edit:
        abort(404)
    body = files.chunks(copy.stored_as)
    answer = streamed(body, copy.size, copy.kind.mimetype, disposition(copy.name))
    record(event, kind, version=number, copy=copy.id)
    return answer


def _found(code: str, kind: str, number: int) -> tuple[Event, Paper]:
    event = event_or_404(code)
    return event, paper_or_404(event, kind, number)


def _keep(where: str, deed: Callable[[], SignedCopy]) -> Response:
    """What has come of it; what was refused is said at the form that was sent."""
    try:
        copy = deed()
    except Refused as why:
        db.session.rollback()
        return _page(*_found(**request.view_args or {}), why.code, trouble=str(why), where=where)
    db.session.commit()
    flash(SAID[copy.way])
    return see_other(".show", **(request.view_args or {}))


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
