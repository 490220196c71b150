"""What a kegiatan shows to everybody."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app.access import public
from app.fields import id_of
from app.materials import answers
from app.materials.queries import PUBLIC, public_event_or_404, shown_materials, shown_or_404
from app.web import render

bp = Blueprint("public_materials", __name__, url_prefix="/materi/<code>")


@bp.get("")
@public
def index(code: str) -> Response:
    event = public_event_or_404(code)
    found = shown_materials(event, PUBLIC)
    return render("materials/public/index.html", event=event, materials=found)


@bp.get("/<int:material_id>/lihat")
@public
def look(code: str, material_id: int) -> Response:
    event = public_event_or_404(code)
    material = shown_or_404(event, material_id, PUBLIC)
    number = id_of(request.args.get("halaman", 1)) or 0
    return answers.look("materials/public/look.html", material, number, event=event)


@bp.get("/<int:material_id>/unduh")
@public
def download(code: str, material_id: int) -> Response:
    return answers.download(shown_or_404(public_event_or_404(code), material_id, PUBLIC))


@bp.get("/<int:material_id>/kecil.jpg")
@public
def thumbnail(code: str, material_id: int) -> Response:
    return answers.thumbnail(shown_or_404(public_event_or_404(code), material_id, PUBLIC))


@bp.get("/<int:material_id>/halaman/<int:number>.jpg")
@public
def picture(code: str, material_id: int, number: int) -> Response:
    return answers.picture(shown_or_404(public_event_or_404(code), material_id, PUBLIC), number)


@bp.get("/semua.zip")
@public
def everything(code: str) -> Response:
    return answers.everything(shown_materials(public_event_or_404(code), PUBLIC))
