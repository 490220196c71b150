"""What was asked and answered, for those who were invited, once the kegiatan is over."""

from __future__ import annotations

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from app.events.models import Event
from app.invitations.doors import invitee
from app.invitations.models import Invitation
from app.questions.queries import shown_to_all
from app.web import render

bp = Blueprint("invitee_answers", __name__, url_prefix="/undangan/<code>/jawaban")


@bp.get("")
@invitee
def index(event: Event, invitation: Invitation) -> Response:
    questions = shown_to_all(event) if invitation.sees_results else abort(404)
    return render("questions/invitee/index.html", event=event, questions=questions)
