"""The materials in a presenter's room: what participants see, and the own ones."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app.events.models import Event
from app.fields import id_of
from app.materials import answers
from app.materials.forms import FilesForm, LinkForm, MaterialForm
from app.materials.keeping import CLOSED
from app.materials.models import Material
from app.materials.offers import upload_rules
from app.materials.queries import (
    materials_for_presenter,
    own_material_or_404,
    shown_materials,
    shown_to_presenter_or_404,
)
from app.materials.sent_forms import Refusal, expect_behind
from app.presenters.doors import presenter
from app.presenters.models import Presenter
from app.web import render

bp = Blueprint("presenter_materials", __name__, url_prefix="/narasumber/<code>/materi")
bp.url_value_preprocessor(expect_behind(presenter))


@bp.get("")
@presenter
def index(event: Event, who: Presenter) -> Response:
    return show_list(event, who)


@bp.get("/<int:material_id>")
@presenter
def show(event: Event, who: Presenter, material_id: int) -> Response:
    return show_one(event, who, own_material_or_404(event, who, material_id))


@bp.get("/<int:material_id>/lihat")
@presenter
def look(event: Event, who: Presenter, material_id: int) -> Response:
    material = shown_to_presenter_or_404(event, who, material_id)
    number = id_of(request.args.get("halaman", 1)) or 0
    return answers.look("materials/presenter/look.html", material, number, event=event, who=who)


@bp.get("/<int:material_id>/unduh")
@presenter
def download(event: Event, who: Presenter, material_id: int) -> Response:
    return answers.download(shown_to_presenter_or_404(event, who, material_id))


@bp.get("/<int:material_id>/kecil.jpg")
@presenter
def thumbnail(event: Event, who: Presenter, material_id: int) -> Response:
    return answers.thumbnail(shown_to_presenter_or_404(event, who, material_id))


@bp.get("/<int:material_id>/halaman/<int:number>.jpg")
@presenter
def picture(event: Event, who: Presenter, material_id: int, number: int) -> Response:
    return answers.picture(shown_to_presenter_or_404(event, who, material_id), number)


@bp.get("/semua.zip")
@presenter
def everything(event: Event, who: Presenter) -> Response:
    return answers.everything(shown_materials(event))


def show_list(
    event: Event,
    who: Presenter,
    status: int = 200,
    trouble: str = "",
    refused: list[Refusal] | None = None,
    link_form: LinkForm | None = None,
) -> Response:
    found = materials_for_presenter(event, who)
    return render(
        "materials/presenter/index.html",
        status=status,
        event=event,
        who=who,
        own=[material for material in found if material.presenter_id == who.id],
        others=[material for material in found if material.presenter_id != who.id],
        trouble=trouble or CLOSED.get(event.status, ""),
        refused=refused or [],
        files_form=FilesForm(formdata=None),
        link_form=link_form or LinkForm(whole=False, formdata=None),
        rules=upload_rules(event),
        may_change=event.status not in CLOSED,
    )


def show_one(
    event: Event,
    who: Presenter,
    material: Material,
    status: int = 200,
    form: MaterialForm | None = None,
    **context: Any,
) -> Response:
    return render(
        "materials/presenter/show.html",
        status=status,
        event=event,
        who=who,
        material=material,
        form=form or MaterialForm(material, whole=False, formdata=None),
        rules=upload_rules(event),
        may_change=event.status not in CLOSED,
        **{"refused": []} | context,
    )
