"""The letter, for those who hold the personal link of an invitation."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from app import files
from app.events.models import Event
from app.invitations.doors import invitee
from app.invitations.models import Invitation
from app.papers.kinds import Kind
from app.papers.printing import hand_over_paper
from app.papers.queries import newest_paper
from app.web import render

bp = Blueprint("invitee_letter", __name__, url_prefix="/undangan/<code>")


@bp.get("/surat.pdf")
@invitee
def show(event: Event, invitation: Invitation) -> Response:
    """The newest letter that was issued, as it was issued; nothing is composed for a stranger."""
    paper = newest_paper(event, Kind.LETTER)
    if paper is None:
        return render("papers/no_letter.html", status=404, event=event)
    return hand_over_paper(event, files.read(paper.stored_as), Kind.LETTER)
