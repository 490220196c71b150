"""How staff bring files in: see `sending` for what the answers say."""

from __future__ import annotations

from flask import flash, request
from werkzeug.wrappers import Response

from app.access import me, staff
from app.events.queries import event_or_404
from app.fields import id_of
from app.materials import sending, sent_forms
from app.materials.forms import FilesForm
from app.materials.models import Audience
from app.materials.queries import material_or_404
from app.materials.staff import bp, show_list, show_one
from app.web import see_other


@bp.post("")
@staff
def add(code: str) -> Response:
    """Several files at once, without a script."""
    event = event_or_404(code)
    form = FilesForm()
    if not form.validate():
        return show_list(event, 422, "Belum tersimpan. Pilih siapa yang dapat melihatnya.")
    kept, refused = sent_forms.keep_all(
        event, me(), audience=Audience(form.audience.data), form_id=form.request_id.data or ""
    )
    if kept:
        flash(f"{kept} berkas tersimpan.")
    if refused:
        return show_list(event, refused[0].code, refused=refused)
    return see_other(".index", code=code)


@bp.post("/<int:material_id>/ganti")
@staff
def replace(code: str, material_id: int) -> Response:
    event = event_or_404(code)
    material = material_or_404(event, material_id)
    if wrong := sent_forms.keep_version(event, material, me()):
        return show_one(event, material_or_404(event, material_id), wrong.code, refused=[wrong])
    flash("Berkas diganti. Versi sebelumnya tersimpan sebagai riwayat.")
    return see_other(".show", code=code, material_id=material_id)


@bp.post("/unggahan/<upload_id>")
@staff
def start(code: str, upload_id: str) -> Response:
    event = event_or_404(code)
    audience = request.form.get("audience", "")
    known = audience in list(Audience)
    replaces = None
    if "ganti" in request.form:
        replaces = material_or_404(event, id_of(request.form["ganti"]) or 0)
    to_whom = Audience(audience) if known else Audience.PARTICIPANTS
    return sending.start(event, upload_id, me(), to_whom, replaces)


@bp.post("/unggahan/<upload_id>/bagian")
@staff
def take_part(code: str, upload_id: str) -> Response:
    return sending.take_part(event_or_404(code), upload_id, me())


@bp.post("/unggahan/<upload_id>/selesai")
@staff
def finish(code: str, upload_id: str) -> Response:
    return sending.finish(event_or_404(code), upload_id, me())


@bp.post("/unggahan/<upload_id>/batal")
@staff
def cancel(code: str, upload_id: str) -> Response:
    return sending.cancel(event_or_404(code), upload_id, me())
