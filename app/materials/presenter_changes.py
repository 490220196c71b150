"""How a presenter brings files in and changes the own ones; others' do not exist here."""

from __future__ import annotations

from flask import abort, flash, request
from werkzeug.wrappers import Response

from app import audit
from app.events.models import Event, WrongState
from app.events.queries import event_to_change_or_404
from app.extensions import db
from app.fields import id_of
from app.materials import keeping, sending, sent_forms
from app.materials.forms import FilesForm, LinkForm, MaterialForm
from app.materials.models import Audience
from app.materials.presenter_room import bp, show_list, show_one
from app.materials.queries import own_material_or_404
from app.materials.trail import record
from app.presenters.doors import presenter
from app.presenters.models import Presenter
from app.web import see_other

TO_WHOM = Audience.PARTICIPANTS  # staff alone show something to everybody


@bp.post("")
@presenter
def add(event: Event, who: Presenter) -> Response:
    """Several files at once, without a script."""
    form = FilesForm()
    form_id = form.request_id.data if form.request_id.validate(form) else abort(400)
    kept, refused = sent_forms.keep_all(event, who, audience=TO_WHOM, form_id=form_id or "")
    if kept:
        flash(f"{kept} berkas tersimpan.")
    if refused:
        return show_list(event, who, refused[0].code, refused=refused)
    return see_other(".index", code=event.code)


@bp.post("/tautan")
@presenter
def add_link(event: Event, who: Presenter) -> Response:
    _hold(event, who)
    form = LinkForm(whole=False)
    if not form.validate():
        return show_list(event, who, 422, link_form=form)
    keeping.keep_link(
        event_to_change_or_404(event.code),
        url=form.url.data or "",
        title=form.title.data or "",
        audience=TO_WHOM,
        request_id=form.request_id.data or "",
        by=who,
    )
    db.session.commit()
    flash("Tautan tersimpan.")
    return see_other(".index", code=event.code)


@bp.post("/<int:material_id>")
@presenter
def change(event: Event, who: Presenter, material_id: int) -> Response:
    """The title."""
    _hold(event, who)
    material = own_material_or_404(event, who, material_id)
    form = MaterialForm(material, whole=False)
    if not form.validate():
        return show_one(event, who, material, 422, form)
    form.populate_obj(material)
    if audit.changed_columns(material):
        record(event, "change", who, material=material.id)
    db.session.commit()
    flash("Perubahan tersimpan.")
    return see_other(".index", code=event.code)


@bp.post("/<int:material_id>/ganti")
@presenter
def replace(event: Event, who: Presenter, material_id: int) -> Response:
    material = own_material_or_404(event, who, material_id)
    if wrong := sent_forms.keep_version(event, material, who):
        material = own_material_or_404(event, who, material_id)
        return show_one(event, who, material, wrong.code, refused=[wrong])
    flash("Berkas diganti. Versi sebelumnya tersimpan pada petugas.")
    return see_other(".show", code=event.code, material_id=material_id)


@bp.post("/<int:material_id>/tarik")
@presenter
def withdraw(event: Event, who: Presenter, material_id: int) -> Response:
    _hold(event, who)
    material = own_material_or_404(event, who, material_id)
    material.withdraw()
    if audit.changed_columns(material):
        record(event, "withdraw", who, material=material.id)
    db.session.commit()
    flash("Materi ditarik. Petugas dapat menampilkannya lagi.")
    return see_other(".index", code=event.code)


@bp.post("/unggahan/<upload_id>")
@presenter
def start(event: Event, who: Presenter, upload_id: str) -> Response:
    replaces = None
    if "ganti" in request.form:
        replaces = own_material_or_404(event, who, id_of(request.form["ganti"]) or 0)
    return sending.start(event, upload_id, who, TO_WHOM, replaces)


@bp.post("/unggahan/<upload_id>/bagian")
@presenter
def take_part(event: Event, who: Presenter, upload_id: str) -> Response:
    return sending.take_part(event, upload_id, who)


@bp.post("/unggahan/<upload_id>/selesai")
@presenter
def finish(event: Event, who: Presenter, upload_id: str) -> Response:
    return sending.finish(event, upload_id, who)


@bp.post("/unggahan/<upload_id>/batal")
@presenter
def cancel(event: Event, who: Presenter, upload_id: str) -> Response:
    return sending.cancel(event, upload_id, who)


def _hold(event: Event, who: Presenter) -> None:
    """Hold the kegiatan; 409 with the reason where nothing may be changed any more."""
    try:
        keeping.check_open(event_to_change_or_404(event.code))
        keeping.check_often(who)
    except WrongState as why:
        abort(show_list(event, who, 409, str(why)))
