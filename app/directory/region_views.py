"""The territory: browse, search, and keep the lingkungan."""

from __future__ import annotations

from typing import Any

from flask import flash, request
from werkzeug.wrappers import Response

from app import audit, once
from app.access import account, me, staff
from app.directory import queries
from app.directory.forms import NeighbourhoodForm, NewNeighbourhoodForm
from app.directory.models import Level, Region
from app.directory.pages import bp
from app.directory.tree import find_regions, territory
from app.extensions import db
from app.fields import tidy
from app.web import render, see_other


@bp.get("")
@account
def index() -> Response:
    words = tidy(request.args.get("q"))[:100]
    return render(
        "directory/index.html",
        fragment="directory/_found.html",
        words=words,
        regions=find_regions(words) if words else [],
        persons=queries.named_like(words) if words else [],
        tree=[] if words else territory(),
    )


@bp.get("/wilayah/<int:region_id>")
@account
def region(region_id: int) -> Response:
    return _show(queries.region_or_404(region_id))


@bp.post("/wilayah/<int:region_id>/lingkungan")
@staff
def add_neighbourhood(region_id: int) -> Response:
    village = queries.region_or_404(region_id)
    if village.level is not Level.VILLAGE:
        return see_other(".region", region_id=village.id)
    form = NewNeighbourhoodForm(village)
    new = once.made_by(form, Region, parent_id=village.id)
    if new is None:
        if not form.validate_on_submit():
            return _show(village, form, status=422)
        new = _add(village, form)
    flash(f"{new.name} ditambahkan.")
    return see_other(".region", region_id=village.id)


@bp.route("/wilayah/<int:region_id>/ubah", methods=["GET", "POST"])
@staff
def rename(region_id: int) -> Response:
    neighbourhood = queries.neighbourhood_or_404(region_id)
    form = NeighbourhoodForm(_village_of(neighbourhood), neighbourhood)
    if form.validate_on_submit():
        neighbourhood.rename(*form.number_and_name())
        _record("rename", neighbourhood)
        db.session.commit()
        flash(f"Nama {neighbourhood.name} tersimpan.")
        return see_other(".region", region_id=neighbourhood.id)
    status = 422 if form.errors else 200
    return render("directory/rename.html", status=status, region=neighbourhood, form=form)


@bp.post("/wilayah/<int:region_id>/nonaktifkan")
@staff
def retire(region_id: int) -> Response:
    """Refused while persons hold a post there, unless it is said that they leave with it."""
    neighbourhood = queries.neighbourhood_or_404(region_id)
    persons = queries.active_in(neighbourhood)
    if {str(person.id) for person in persons} - set(request.form.getlist("leaving")):
        return render("directory/retire.html", status=422, region=neighbourhood, persons=persons)
    for person in persons:
        person.leave()
    neighbourhood.retire()
    _record("retire", neighbourhood, persons=[person.id for person in persons])
    db.session.commit()
    flash(f"{neighbourhood.name} dinonaktifkan.")
    return see_other(".region", region_id=neighbourhood.parent_id)


@bp.post("/wilayah/<int:region_id>/aktifkan")
@staff
def reinstate(region_id: int) -> Response:
    neighbourhood = queries.neighbourhood_or_404(region_id)
    neighbourhood.reinstate()
    _record("reinstate", neighbourhood)
    db.session.commit()
    flash(f"{neighbourhood.name} aktif kembali.")
    return see_other(".region", region_id=neighbourhood.id)


def _add(village: Region, form: NewNeighbourhoodForm) -> Region:
    new = Region.neighbourhood(village, *form.number_and_name())
    new.request_id = form.request_id.data
    db.session.add(new)
    db.session.flush()
    _record("create", new)
    db.session.commit()
    return new


def _record(deed: str, region: Region, **detail: Any) -> None:
    audit.record(f"region.{deed}", f"region {region.id}", by=me(), **detail)


def _show(region: Region, form: NeighbourhoodForm | None = None, status: int = 200) -> Response:
    if form is None and region.level is Level.VILLAGE and me().may_edit:
        form = NewNeighbourhoodForm(region)
    return render(
        "directory/region.html",
        status=status,
        region=region,
        form=form,
        children=queries.children_of(region),
        heads=queries.heads_below(region),
        counts=queries.active_counts(),
        persons=queries.persons_of(region),
    )


def _village_of(neighbourhood: Region) -> Region:
    """The kelurahan above; the table makes sure that there is one."""
    return neighbourhood.parent or queries.region_or_404(neighbourhood.parent_id or 0)
