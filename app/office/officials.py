"""Who chairs and signs, and from when to when. Nobody is deleted: papers bear their names."""

from __future__ import annotations

from flask import Blueprint, flash
from werkzeug.wrappers import Response

from app import audit, once, wib
from app.access import account, me, staff
from app.columns import now
from app.extensions import db
from app.office.forms import EndTermForm, NewOfficialForm, OfficialForm
from app.office.models import Official
from app.office.queries import all_officials, official_or_404
from app.web import render, see_other, wants_fragment

bp = Blueprint("officials", __name__, url_prefix="/pejabat")


@bp.get("")
@account
def index() -> Response:
    return render("office/officials.html", officials=all_officials(), today=wib.today(now()))


@bp.route("/baru", methods=["GET", "POST"])
@staff
def new() -> Response:
    form = NewOfficialForm()
    official = once.made_by(form, Official)
    if official is None:
        if not form.validate_on_submit():
            status = 422 if form.errors else 200
            return render("office/official.html", status=status, form=form, official=None)
        official = _add(form)
    flash(f"{official.full_name} ditambahkan.")
    return see_other(".index")


@bp.route("/<int:official_id>", methods=["GET", "POST"])
@staff
def edit(official_id: int) -> Response:
    official = official_or_404(official_id)
    form = OfficialForm(obj=official)
    if form.validate_on_submit():
        form.populate_obj(official)
        _note(official, "official.change")
        db.session.commit()
        flash(f"{official.full_name} tersimpan.")
        return see_other(".index")
    status = 422 if form.errors else 200
    return render("office/official.html", status=status, form=form, official=official)


@bp.route("/<int:official_id>/akhiri", methods=["GET", "POST"])
@staff
def end_term(official_id: int) -> Response:
    official = official_or_404(official_id)
    form = EndTermForm(official, data={"last_day": official.valid_to or wib.today(now())})
    if form.validate_on_submit():
        official.end_term(form.last_day.data)
        _note(official, "official.end")
        db.session.commit()
        flash(f"Masa jabatan {official.full_name} berakhir {wib.plain_date(form.last_day.data)}.")
        return see_other(".index")
    status = 422 if form.errors else 200
    return render("office/end_term.html", status=status, form=form, official=official)


@bp.post("/<int:official_id>/nonaktifkan")
@staff
def retire(official_id: int) -> Response:
    official = official_or_404(official_id)
    official.retire()
    _note(official, "official.retire")
    db.session.commit()
    return _show(official)


@bp.post("/<int:official_id>/aktifkan")
@staff
def reinstate(official_id: int) -> Response:
    official = official_or_404(official_id)
    official.reinstate()
    _note(official, "official.reinstate")
    db.session.commit()
    return _show(official)


def _add(form: NewOfficialForm) -> Official:
    official = Official()
    form.populate_obj(official)
    db.session.add(official)
    db.session.flush()
    _note(official, "official.create")
    db.session.commit()
    return official


def _note(official: Official, action: str) -> None:
    official.change_by(me())
    audit.record(action, f"pejabat {official.id}", by=me())


def _show(official: Official) -> Response:
    """The changed line alone for htmx, the list again for a plain form."""
    if not wants_fragment():
        return see_other(".index")
    return render(
        "office/officials.html",
        fragment="office/_official.html",
        official=official,
        today=wib.today(now()),
    )
