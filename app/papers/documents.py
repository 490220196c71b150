"""All papers of one kegiatan: drafts, what is issued, and its signed copies."""

from __future__ import annotations

from flask import Blueprint, abort, flash, request
from werkzeug.wrappers import Response

from app import bodies, files
from app.access import account, me, staff
from app.events.models import Event, WrongState
from app.events.queries import event_or_404
from app.extensions import db
from app.materials.serving import disposition, streamed
from app.papers import issuing
from app.papers.composers import COMPOSERS
from app.papers.issue_forms import IssueForm
from app.papers.kinds import ANY_KIND as KIND
from app.papers.kinds import Kind
from app.papers.press import NoPaper
from app.papers.printing import PDF, come_again, hand_over_paper, printed, record
from app.papers.queries import newest_paper, paper_of_request, paper_or_404
from app.papers.shelf import lines_of
from app.papers.signing_room import bp as signing_pages
from app.web import render, see_other

bp = Blueprint("documents", __name__, url_prefix="/kegiatan/<code>/dokumen")
bp.register_blueprint(signing_pages)


@bp.get("")
@account
def index(code: str) -> Response:
    return _page(event_or_404(code))


@bp.post(f"/{KIND}.pdf")
@account
def draft(code: str, kind: str) -> Response:
    """The paper as it would be now, not issued."""
    event = event_or_404(code)
    composer = COMPOSERS.get(Kind(kind))
    if composer is None:
        abort(404)
    content = printed(composer.compose(event))
    record(event, kind)
    return hand_over_paper(event, content, kind)


@bp.post(f"/{KIND}/terbitkan")
@staff
def issue(code: str, kind: str) -> Response:
    event = event_or_404(code)
    form = IssueForm(newest_paper(event, Kind(kind)))
    if paper_of_request(event, form.request_id.data or "") is None and not form.validate():
        return _page(event, 422, kind=kind, form=form)
    sent = {"request_id": form.request_id.data or "", "reason": form.reason.data or ""}
    try:
        paper = issuing.issue(event, Kind(kind), me(), **sent)
        db.session.commit()
    except WrongState as why:
        db.session.rollback()
        return _page(event_or_404(code), 409, str(why))
    except NoPaper as error:
        abort(come_again(error))
    flash(f"{paper.kind.label} versi {paper.number} diterbitkan.")
    return see_other(".index", code=code)


@bp.post(f"/{KIND}/versi/<int:number>.pdf")
@account
def download(code: str, kind: str, number: int) -> Response:
    """The very bytes that were issued."""
    event = event_or_404(code)
    paper = paper_or_404(event, kind, number)
    answer = streamed(files.chunks(paper.stored_as), paper.size, PDF, disposition(paper.file_name))
    record(event, kind, version=number)
    return answer


def _page(
    event: Event,
    status: int = 200,
    trouble: str = "",
    *,
    kind: str = "",
    form: IssueForm | None = None,
) -> Response:
    lines = lines_of(event)
    forms = {line.kind: IssueForm(line.newest, fresh=True) for line in lines}
    if form is not None:
        forms[Kind(kind)] = form
    return render(
        "papers/documents.html",
        status=status,
        event=event,
        room="dokumen",
        lines=lines,
        forms=forms,
        trouble=trouble,
        may_edit=me().may_edit,
    )


@bp.url_value_preprocessor
def expect_small_forms(endpoint: str | None, _values: object) -> None:
    if request.method == "POST" and not (endpoint or "").startswith("documents.signing."):
        bodies.expect(bodies.SMALL)
