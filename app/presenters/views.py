"""The presenters of a kegiatan, for staff: who speaks when about what, and their links."""

from __future__ import annotations

from flask import Blueprint, abort, flash
from werkzeug.wrappers import Response

from app import audit, once, ordering
from app.access import account, me, staff
from app.events.models import Event, Status
from app.events.queries import event_or_404, event_to_change_or_404
from app.extensions import db
from app.presenters import handing
from app.presenters.forms import NewPresenterForm, PresenterForm
from app.presenters.models import Presenter
from app.presenters.queries import (
    earlier_presenters,
    next_place,
    presenter_or_404,
    presenters_of,
)
from app.web import render, see_other

bp = Blueprint("presenters", __name__, url_prefix="/kegiatan/<code>/narasumber")

CLOSED = {
    Status.CANCELLED: "Kegiatan ini dibatalkan. Pulihkan dulu sebelum mengubah narasumber.",
    Status.LOCKED: "Kegiatan ini terkunci. Narasumber tidak dapat diubah lagi.",
}


@bp.get("")
@account
def index(code: str) -> Response:
    return _page(event_or_404(code))


@bp.route("/baru", methods=["GET", "POST"])
@staff
def new(code: str) -> Response:
    event = _open(code)
    form = NewPresenterForm()
    presenter = once.made_by(form, Presenter, event_id=event.id)
    if presenter is None:
        if not form.validate_on_submit():
            return _form(event, form, None)
        presenter = Presenter(event_id=event.id, sort=next_place(event))
        form.populate_obj(presenter)
        _add(event, presenter)
    flash(f"{presenter.name} ditambahkan. Tautan pribadinya siap dikirim.")
    return see_other(".index", code=code)


@bp.post("/lagi/<int:presenter_id>")
@staff
def invite_again(code: str, presenter_id: int) -> Response:
    """Somebody who spoke elsewhere; with what was written of them there."""
    event = _open(code)
    known = {one.id: one for one in earlier_presenters(event)}
    if presenter_id in known:  # else already here: somebody was quicker
        presenter = known[presenter_id].again(event, next_place(event))
        _add(event, presenter)
        flash(f"{presenter.name} ditambahkan. Periksa topik dan lamanya.")
    return see_other(".index", code=code)


@bp.route("/<int:presenter_id>", methods=["GET", "POST"])
@staff
def edit(code: str, presenter_id: int) -> Response:
    event, presenter = _open_with(code, presenter_id)
    form = PresenterForm(obj=presenter)
    if not form.validate_on_submit():
        return _form(event, form, presenter)
    form.populate_obj(presenter)
    _note(event, presenter, "change")
    db.session.commit()
    flash(f"{presenter.name} tersimpan.")
    return see_other(".index", code=code)


@bp.post("/<int:presenter_id>/urutan/<int:place>")
@staff
def move(code: str, presenter_id: int, place: int) -> Response:
    """To a place in the programme, counted from 1; whoever stood there makes room."""
    event, presenter = _open_with(code, presenter_id)
    ordering.place(presenter, place, presenters_of(event))
    _note(event, presenter, "place", place=place)
    db.session.commit()
    return see_other(".index", code=code)


@bp.post("/<int:presenter_id>/hapus")
@staff
def remove(code: str, presenter_id: int) -> Response:
    """Their materials and questions stay; the link opens nothing any more."""
    event, presenter = _open_with(code, presenter_id)
    presenter.take_off()
    _note(event, presenter, "remove")
    db.session.commit()
    flash(
        f"{presenter.name} dihapus dari daftar narasumber. Materinya tetap ada; "
        "bila perlu ditarik, buka Materi, pilih judulnya, lalu tekan “Tarik materi ini”."
    )
    return see_other(".index", code=code)


@bp.post("/<int:presenter_id>/tautan")
@staff
def issue_link(code: str, presenter_id: int) -> Response:
    """Where there is one already, it opens nothing any more."""
    event = event_to_change_or_404(code)
    presenter = presenter_or_404(event, presenter_id)
    presenter.issue_link()
    _note(event, presenter, "link")
    db.session.commit()
    flash(f"Tautan baru untuk {presenter.name} siap dikirim.")
    return see_other(".index", code=code)


@bp.post("/<int:presenter_id>/tautan/cabut")
@staff
def revoke_link(code: str, presenter_id: int) -> Response:
    event = event_to_change_or_404(code)
    presenter = presenter_or_404(event, presenter_id)
    presenter.revoke_link()
    _note(event, presenter, "revoke")
    db.session.commit()
    flash(f"Tautan {presenter.name} dicabut dan tidak membuka apa pun lagi.")
    return see_other(".index", code=code)


def _open(code: str) -> Event:
    """The kegiatan, held; 409 with the reason where its presenters stay as they are."""
    event = event_to_change_or_404(code)
    _must_be_open(event)
    return event


def _open_with(code: str, presenter_id: int) -> tuple[Event, Presenter]:
    """The same with one of its presenters; 404 for anybody else's."""
    event = event_to_change_or_404(code)
    presenter = presenter_or_404(event, presenter_id)
    _must_be_open(event)
    return event, presenter


def _must_be_open(event: Event) -> None:
    if closed := CLOSED.get(event.status):
        abort(_page(event, closed))


def _add(event: Event, presenter: Presenter) -> None:
    db.session.add(presenter)
    db.session.flush()
    presenter.issue_link()
    _note(event, presenter, "add")
    db.session.commit()


def _page(event: Event, trouble: str = "") -> Response:
    may_change = me().may_edit and event.status not in CLOSED
    return render(
        "presenters/index.html",
        status=409 if trouble else 200,
        event=event,
        trouble=trouble,
        presenters=presenters_of(event),
        earlier=earlier_presenters(event) if may_change else [],
        may_change=may_change,
        handing=handing,
    )


def _form(event: Event, form: PresenterForm, presenter: Presenter | None) -> Response:
    return render(
        "presenters/form.html",
        status=422 if form.errors else 200,
        event=event,
        form=form,
        presenter=presenter,
    )


def _note(event: Event, presenter: Presenter, action: str, **detail: int) -> None:
    detail |= {"presenter": presenter.id}
    audit.record(f"presenter.{action}", f"kegiatan {event.code}", by=me(), **detail)
