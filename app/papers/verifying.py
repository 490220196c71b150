"""Whether a paper in somebody's hands is one of ours: open to everybody.

Shown is what the paper says of itself, and who has signed it; nothing else about persons.
"""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, abort, current_app, request
from limits import parse
from werkzeug.wrappers import Response

from app import bodies, hashing, sizes, throttle
from app.access import public
from app.extensions import db
from app.papers.issue_forms import LONGEST_CODE, CodeForm
from app.papers.kinds import Kind
from app.papers.models import Paper
from app.papers.queries import paper_with_code, versions_of
from app.papers.verdicts import Verdict, verdict
from app.web import render, see_other

bp = Blueprint("verification", __name__, url_prefix="/v")

WRONG_CODES = parse("40 per 15 minutes")  # of one address, behind which a whole office may be
ROOM = "verification"
FIELD = "berkas"
NOTHING_CHOSEN = "Pilih berkas PDF yang akan diperiksa lebih dahulu."
UNKNOWN = (
    "Tidak ada dokumen dengan kode ini. Periksa kembali kodenya di kaki halaman dokumen:"
    " dua belas huruf dan angka."
)
TOO_MANY = (
    "Dari jaringan Anda sudah terlalu banyak kode yang tidak dikenal, jadi kode ini belum"
    " diperiksa. Tunggu seperempat jam, lalu coba lagi."
)
NO_LETTER = re.compile(r"[^a-z0-9]")


@bp.url_value_preprocessor
def expect(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Said here because this runs before anything reads the body, the CSRF check included.

    A file is hashed while it comes, and only where there is a paper to compare it with.
    """
    if request.method != "POST":
        return
    hashing.only_hash_files()
    largest = current_app.config["FILE_MB"] * sizes.MB + bodies.SMALL
    bodies.expect(largest, lambda: None if _find(**values or {}) else abort(404))


@bp.get("")
@public
def index() -> Response:
    """A field for the code; with one, the way to what it says."""
    form = CodeForm(formdata=request.args)
    if typed := understood(form.code.data or ""):
        return see_other(".show", code=typed)
    return render("papers/verify.html", form=form, paper=None, words="")


@bp.get("/<code>")
@public
def show(code: str) -> Response:
    paper = _find(code)
    return _page(paper) if paper else _unknown(code)


@bp.post("/<code>")
@public
def check(code: str) -> Response:
    """Compare a file with what was issued; nothing of it is kept."""
    paper = _find(code)
    if paper is None:
        return _unknown(code)
    file = hashing.sent(FIELD)
    if file is None:
        return _page(paper, 422, wrong=NOTHING_CHOSEN)
    return _page(paper, said=verdict(paper, file.sha256.hexdigest()))


def understood(typed: str) -> str:
    """The code as we keep it: typed with dashes, blanks or capitals, or as a whole address."""
    last = typed[:LONGEST_CODE].rstrip("/ ").rpartition("/")[2]
    return NO_LETTER.sub("", last.lower())


def _find(code: str) -> Paper | None:
    """Nobody finds codes by trying: whoever was wrong too often is asked to wait."""
    typed = understood(code)
    if _left() <= 0 or len(typed) != Paper.code.type.length:
        return None
    return paper_with_code(typed)


def _left() -> int:
    return throttle.tries_left(WRONG_CODES, ROOM, throttle.network_of(request.remote_addr))


def _unknown(code: str) -> Response:
    """The friendly page for a code that we do not know; always 404, whatever the reason."""
    words = UNKNOWN if _left() > 0 else TOO_MANY
    throttle.count_try(WRONG_CODES, ROOM, throttle.network_of(request.remote_addr))
    form = CodeForm(formdata=None, data={"code": code[:LONGEST_CODE]})
    return render("papers/verify.html", status=404, form=form, paper=None, words=words)


def _page(
    paper: Paper, status: int = 200, *, said: Verdict | None = None, wrong: str = ""
) -> Response:
    newest = versions_of(paper)[0].number
    db.session.commit()  # of nothing: a rollback would forget what is shown, and read it again
    return render(
        "papers/verified.html",
        status=status,
        paper=paper,
        newest=newest,
        counts=paper.kind is not Kind.LETTER,
        said=said,
        wrong=wrong,
        most=current_app.config["FILE_MB"],
    )
