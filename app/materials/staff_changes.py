"""What staff change of the list: each POST sets one thing and writes it down."""

from __future__ import annotations

from flask import abort, flash, request
from werkzeug.wrappers import Response

from app import ordering
from app.access import me, staff
from app.events.models import Event, WrongState
from app.events.queries import event_to_change_or_404
from app.extensions import db
from app.fields import id_of
from app.materials import keeping
from app.materials.forms import LinkForm, MaterialForm
from app.materials.models import Audience
from app.materials.queries import lines_of, material_or_404
from app.materials.staff import bp, show_list, show_one
from app.materials.trail import record
from app.web import see_other, wants_fragment


@bp.post("/tautan")
@staff
def add_link(code: str) -> Response:
    event = _open(code)
    form = LinkForm()
    if not form.validate():
        return show_list(event, 422, link_form=form)
    keeping.keep_link(
        event,
        url=form.url.data or "",
        title=form.title.data or "",
        audience=Audience(form.audience.data),
        request_id=form.request_id.data or "",
        by=me(),
    )
    db.session.commit()
    flash("Tautan tersimpan.")
    return see_other(".index", code=code)


@bp.post("/<int:material_id>")
@staff
def change(code: str, material_id: int) -> Response:
    """Title, audience, and where a link leads."""
    event = _open(code)
    material = material_or_404(event, material_id)
    form = MaterialForm(material)
    if not form.validate():
        return show_one(event, material, 422, form)
    form.audience.data = Audience(form.audience.data)
    form.populate_obj(material)
    record(event, "change", me(), material=material.id, audience=material.audience.value)
    db.session.commit()
    flash("Perubahan tersimpan.")
    return see_other(".index", code=code)


@bp.post("/<int:material_id>/tempat")
@staff
def place(code: str, material_id: int) -> Response:
    """The place on the list, 1 being the first."""
    event = _open(code)
    material = material_or_404(event, material_id)
    position = id_of(request.form.get("tempat")) or abort(400)
    ordering.place(material, position, lines_of(event))
    record(event, "place", me(), material=material.id, place=position)
    db.session.commit()
    return show_list(event) if wants_fragment() else see_other(".index", code=code)


@bp.post("/<int:material_id>/tarik")
@staff
def withdraw(code: str, material_id: int) -> Response:
    event = _open(code)
    material = material_or_404(event, material_id)
    material.withdraw()
    record(event, "withdraw", me(), material=material.id)
    db.session.commit()
    flash("Materi ditarik: hanya petugas yang masih melihatnya.")
    return see_other(".show", code=code, material_id=material_id)


@bp.post("/<int:material_id>/tampilkan")
@staff
def put_back(code: str, material_id: int) -> Response:
    event = _open(code)
    material = material_or_404(event, material_id)
    material.put_back()
    record(event, "put_back", me(), material=material.id)
    db.session.commit()
    flash("Materi ditampilkan lagi.")
    return see_other(".show", code=code, material_id=material_id)


def _open(code: str) -> Event:
    """The kegiatan, held; 409 with the reason where its materials stay as they are."""
    event = event_to_change_or_404(code)
    try:
        keeping.check_open(event)
    except WrongState as why:
        abort(show_list(event, 409, str(why)))
    return event
