"""Materials for the invited, behind their personal link, once the kegiatan is over."""

from __future__ import annotations

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from app.events.models import Event
from app.fields import id_of
from app.invitations.doors import invitee
from app.invitations.models import Invitation
from app.materials import answers
from app.materials.models import Material
from app.materials.queries import shown_materials, shown_or_404
from app.web import render

bp = Blueprint("invitee_materials", __name__, url_prefix="/undangan/<code>/materi")


@bp.get("")
@invitee
def index(event: Event, invitation: Invitation) -> Response:
    return render("materials/invitee/index.html", event=event, materials=_all(event, invitation))


@bp.get("/<int:material_id>/lihat")
@invitee
def look(event: Event, invitation: Invitation, material_id: int) -> Response:
    material = _one(event, invitation, material_id)
    number = id_of(request.args.get("halaman", 1)) or 0
    return answers.look("materials/invitee/look.html", material, number, event=event)


@bp.get("/<int:material_id>/unduh")
@invitee
def download(event: Event, invitation: Invitation, material_id: int) -> Response:
    return answers.download(_one(event, invitation, material_id))


@bp.get("/<int:material_id>/kecil.jpg")
@invitee
def thumbnail(event: Event, invitation: Invitation, material_id: int) -> Response:
    return answers.thumbnail(_one(event, invitation, material_id))


@bp.get("/<int:material_id>/halaman/<int:number>.jpg")
@invitee
def picture(event: Event, invitation: Invitation, material_id: int, number: int) -> Response:
    return answers.picture(_one(event, invitation, material_id), number)


@bp.get("/semua.zip")
@invitee
def everything(event: Event, invitation: Invitation) -> Response:
    return answers.everything(_all(event, invitation))


def _all(event: Event, invitation: Invitation) -> list[Material]:
    return shown_materials(event) if invitation.sees_results else abort(404)


def _one(event: Event, invitation: Invitation, material_id: int) -> Material:
    return shown_or_404(event, material_id) if invitation.sees_results else abort(404)
