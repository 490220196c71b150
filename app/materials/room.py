"""The materials on the phone of somebody who has signed."""

from __future__ import annotations

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from app.attendees.doors import participant
from app.attendees.models import Attendance
from app.events.models import Event, Status
from app.fields import id_of
from app.materials import answers
from app.materials.queries import shown_materials, shown_or_404
from app.web import render

bp = Blueprint("material_room", __name__, url_prefix="/r/<code>/materi")


@bp.get("")
@participant
def index(event: Event, attendance: Attendance) -> Response:
    return render("materials/room/index.html", event=event, materials=shown_materials(_out(event)))


@bp.get("/<int:material_id>/lihat")
@participant
def look(event: Event, attendance: Attendance, material_id: int) -> Response:
    material = shown_or_404(_out(event), material_id)
    number = id_of(request.args.get("halaman", 1)) or 0
    return answers.look("materials/room/look.html", material, number, event=event)


@bp.get("/<int:material_id>/unduh")
@participant
def download(event: Event, attendance: Attendance, material_id: int) -> Response:
    return answers.download(shown_or_404(_out(event), material_id))


@bp.get("/<int:material_id>/kecil.jpg")
@participant
def thumbnail(event: Event, attendance: Attendance, material_id: int) -> Response:
    return answers.thumbnail(shown_or_404(_out(event), material_id))


@bp.get("/<int:material_id>/halaman/<int:number>.jpg")
@participant
def picture(event: Event, attendance: Attendance, material_id: int, number: int) -> Response:
    return answers.picture(shown_or_404(_out(event), material_id), number)


@bp.get("/semua.zip")
@participant
def everything(event: Event, attendance: Attendance) -> Response:
    return answers.everything(shown_materials(_out(event)))


def _out(event: Event) -> Event:
    """A kegiatan that went back to draft is the office's alone again."""
    return abort(404) if event.status is Status.DRAFT else event
