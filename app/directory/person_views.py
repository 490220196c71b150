"""Persons: list, look, register, correct, let go and take back."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, request
from werkzeug.wrappers import Response

from app import audit, once
from app.access import account, me, staff
from app.audit import changed_columns
from app.directory import queries
from app.directory.forms import NewPersonForm, PersonForm
from app.directory.models import Person, Post
from app.directory.pages import bp
from app.extensions import db
from app.fields import tidy
from app.web import render, see_other

STATES = {"aktif": "Aktif", "nonaktif": "Nonaktif", "semua": "Semua"}


@bp.get("/orang")
@account
def persons() -> Response:
    search = _search()
    return render(
        "directory/persons.html",
        fragment="directory/_persons_found.html",
        search=search,
        found=queries.find_persons(search),
        districts=[("", "Semua kecamatan"), *((d.code, d.name) for d in queries.districts())],
        posts=[("", "Semua jabatan"), *((post.value, post.label) for post in Post)],
        states=list(STATES.items()),
    )


@bp.get("/orang/<int:person_id>")
@account
def person(person_id: int) -> Response:
    return render("directory/person.html", who=queries.person_or_404(person_id))


@bp.route("/orang/baru", methods=["GET", "POST"])
@staff
def new_person() -> Response:
    region_id = request.args.get("wilayah", type=int)
    region = queries.region_or_404(region_id) if region_id else None
    form = NewPersonForm(region=region)
    newcomer = once.made_by(form, Person)
    if newcomer is None:
        if not form.validate_on_submit():
            return _show_form(form, "Tambah orang")
        newcomer = _add(form)
    flash(f"{newcomer.full_name} ditambahkan.")
    return see_other(".person", person_id=newcomer.id)


@bp.route("/orang/<int:person_id>/ubah", methods=["GET", "POST"])
@staff
def edit_person(person_id: int) -> Response:
    person = _known_or_404(person_id)
    form = PersonForm(person)
    if form.validate_on_submit():
        form.write_to(person)
        if changed := changed_columns(person):
            _record("change", person, fields=changed)
        _take_over(person, form)
        db.session.commit()
        flash(f"Data {person.full_name} tersimpan.")
        return see_other(".person", person_id=person.id)
    return _show_form(form, f"Ubah data {person.name}")


@bp.post("/orang/<int:person_id>/nonaktifkan")
@staff
def let_go(person_id: int) -> Response:
    person = queries.person_or_404(person_id)
    person.leave()
    _record("leave", person)
    db.session.commit()
    flash(f"{person.full_name} dinonaktifkan. Daftar hadir yang sudah ada tidak berubah.")
    return see_other(".person", person_id=person.id)


@bp.post("/orang/<int:person_id>/aktifkan")
@staff
def take_back(person_id: int) -> Response:
    person = _known_or_404(person_id)
    if person.region and not person.region.is_active:
        flash(f"{person.region.place} sudah nonaktif. Pilih dulu wilayah lain untuk orang ini.")
        return see_other(".edit_person", person_id=person.id)
    others = [] if person.is_active else queries.holders_of(person.post, person.region_id)
    person.come_back()
    _record("return", person)
    db.session.commit()
    flash(f"{person.full_name} aktif kembali.")
    if others:
        names = " dan ".join(other.full_name for other in others)
        flash(f"Jabatan ini juga dipegang {names}; nonaktifkan bila sudah diganti.")
    return see_other(".person", person_id=person.id)


def _known_or_404(person_id: int) -> Person:
    """Who was erased on request is corrected and taken back no more."""
    person = queries.person_or_404(person_id)
    return abort(404) if person.is_erased else person


def _add(form: NewPersonForm) -> Person:
    newcomer = Person(request_id=form.request_id.data)
    form.write_to(newcomer)
    db.session.add(newcomer)
    db.session.flush()
    _record("create", newcomer)
    _take_over(newcomer, form)
    db.session.commit()
    return newcomer


def _take_over(person: Person, form: PersonForm) -> None:
    person.succeed(form.leaving)
    for predecessor in form.leaving:
        _record("leave", predecessor, successor=person.id)


def _record(deed: str, person: Person, **detail: Any) -> None:
    audit.record(f"person.{deed}", f"person {person.id}", by=me(), **detail)


def _show_form(form: PersonForm, title: str) -> Response:
    wrong = bool(form.errors or form.predecessors)
    return render(
        "directory/person_form.html", status=422 if wrong else 200, form=form, title=title
    )


def _search() -> queries.Search:
    """What the address asks for; words that mean nothing are an address that does not exist."""
    args = request.args
    search = queries.Search(
        words=tidy(args.get("q"))[:100],
        post=args.get("jabatan", ""),
        district=args.get("kecamatan", ""),
        state=args.get("status", "aktif"),
        page=max(1, args.get("halaman", 1, type=int)),
    )
    if search.post not in {"", *(post.value for post in Post)} or search.state not in STATES:
        abort(404)
    return search
