"""All papers of one kegiatan."""

from __future__ import annotations

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from app.access import account
from app.events.queries import event_or_404
from app.papers.composers import COMPOSERS
from app.papers.kinds import Kind
from app.papers.printing import hand_over_paper, printed, record

bp = Blueprint("documents", __name__, url_prefix="/kegiatan/<code>/dokumen")

KIND = "<any({}):kind>".format(", ".join(f"'{kind}'" for kind in Kind))


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
