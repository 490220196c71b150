"""The materials of a kegiatan as staff see them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app.access import account, me, staff
from app.attendees.personal import count_agreed
from app.events.models import Event
from app.events.queries import event_or_404
from app.fields import id_of
from app.materials import answers, serving
from app.materials.forms import FilesForm, LinkForm, MaterialForm
from app.materials.keeping import CLOSED
from app.materials.models import Material
from app.materials.offers import upload_rules
from app.materials.queries import material_or_404, materials_of, version_or_404
from app.materials.sent_forms import Refusal, expect_behind
from app.web import render

bp = Blueprint("materials", __name__, url_prefix="/kegiatan/<code>/materi")
bp.url_value_preprocessor(expect_behind(staff))


@bp.get("")
@account
def index(code: str) -> Response:
    return show_list(event_or_404(code))


@bp.get("/<int:material_id>")
@account
def show(code: str, material_id: int) -> Response:
    event = event_or_404(code)
    return show_one(event, material_or_404(event, material_id))


@bp.get("/<int:material_id>/lihat")
@account
def look(code: str, material_id: int) -> Response:
    event = event_or_404(code)
    material = material_or_404(event, material_id)
    number = id_of(request.args.get("halaman", 1)) or 0
    return answers.look("materials/look.html", material, number, event=event)


@bp.get("/<int:material_id>/unduh")
@account
def download(code: str, material_id: int) -> Response:
    return answers.download(material_or_404(event_or_404(code), material_id))


@bp.get("/<int:material_id>/versi/<int:number>")
@account
def version(code: str, material_id: int, number: int) -> Response:
    """Also one that was replaced since."""
    material = material_or_404(event_or_404(code), material_id)
    return serving.send(version_or_404(material, number))


@bp.get("/<int:material_id>/kecil.jpg")
@account
def thumbnail(code: str, material_id: int) -> Response:
    return answers.thumbnail(material_or_404(event_or_404(code), material_id))


@bp.get("/<int:material_id>/halaman/<int:number>.jpg")
@account
def picture(code: str, material_id: int, number: int) -> Response:
    return answers.picture(material_or_404(event_or_404(code), material_id), number)


@bp.get("/semua.zip")
@account
def everything(code: str) -> Response:
    """What is on the list, without what was withdrawn."""
    found = materials_of(event_or_404(code))
    return answers.everything([material for material in found if material.is_shown])


def show_list(
    event: Event,
    status: int = 200,
    trouble: str = "",
    refused: list[Refusal] | None = None,
    link_form: LinkForm | None = None,
) -> Response:
    return render(
        "materials/index.html",
        fragment="materials/_list.html",
        status=status,
        event=event,
        materials=materials_of(event),
        trouble=trouble,
        refused=refused or [],
        files_form=FilesForm(formdata=None),
        link_form=link_form or LinkForm(formdata=None),
        rules=upload_rules(event),
        may_change=may_change(event),
        closed=CLOSED.get(event.status, ""),
        agreed=count_agreed(event),
    )


def show_one(
    event: Event,
    material: Material,
    status: int = 200,
    form: MaterialForm | None = None,
    **context: Any,
) -> Response:
    return render(
        "materials/show.html",
        status=status,
        event=event,
        material=material,
        form=form or MaterialForm(material, formdata=None),
        rules=upload_rules(event),
        may_change=may_change(event),
        **{"trouble": "", "refused": []} | context,
    )


def may_change(event: Event) -> bool:
    return me().may_edit and event.status not in CLOSED
