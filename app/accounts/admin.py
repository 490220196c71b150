"""Accounts as the admin keeps them: add, change, disable, give a new password."""

from __future__ import annotations

from flask import Blueprint, flash
from werkzeug.wrappers import Response

from app import audit, once
from app.access import admin, me
from app.accounts.forms import TAKEN, AccountForm, NewAccountForm
from app.accounts.models import Account, Role
from app.accounts.queries import (
    account_named,
    account_or_404,
    all_accounts,
    end_sessions,
    has_other_admin,
)
from app.extensions import db
from app.web import render, see_other

bp = Blueprint("account_admin", __name__, url_prefix="/pengaturan/akun")

OWN = "Ini akun Anda sendiri. Minta admin lain untuk mengubah peran atau statusnya."
LAST = "Ini admin terakhir yang aktif. Jadikan orang lain admin terlebih dahulu."


@bp.get("")
@admin
def index() -> Response:
    return render("accounts/admin/index.html", accounts=all_accounts())


@bp.route("/baru", methods=["GET", "POST"])
@admin
def new() -> Response:
    form = NewAccountForm()
    if made := once.made_by(form, Account):
        return _pressed_again(made)
    if not form.validate_on_submit():
        return render("accounts/admin/new.html", status=422 if form.errors else 200, form=form)
    added = Account(username=form.username.data, request_id=form.request_id.data)
    form.read_into(added)
    db.session.commit()  # hashing takes its time: nobody shall wait for our lock
    password = added.give_temporary_password()
    if made := once.made_by(form, Account):
        return _pressed_again(made)
    if account_named(added.username):  # somebody was quicker
        form.username.errors = [TAKEN]
        return render("accounts/admin/new.html", status=422, form=form)
    db.session.add(added)
    audit.record("account.create", added.username, by=me(), role=added.role.value)
    db.session.commit()
    return _show_password(added, password)


@bp.route("/<username>", methods=["GET", "POST"])
@admin
def edit(username: str) -> Response:
    found = account_or_404(username)
    form = AccountForm(obj=found)
    if not form.validate_on_submit():
        return _show(found, form, status=422 if form.errors else 200)
    changes_role = form.role.data != found.role.value
    if changes_role and (why_not := _why_not(found)):
        return _refuse(found, form, why_not)
    if changes_role:
        audit.record("account.role", found.username, by=me(), role=form.role.data)
    if form.name.data != found.name:
        audit.record("account.rename", found.username, by=me())
    form.read_into(found)
    db.session.commit()
    flash(f"Akun {found.username} tersimpan.")
    return see_other(".index")


@bp.post("/<username>/nonaktifkan")
@admin
def disable(username: str) -> Response:
    found = account_or_404(username)
    if why_not := _why_not(found):
        return _refuse(found, AccountForm(formdata=None, obj=found), why_not)
    found.disable()
    end_sessions(found)
    audit.record("account.disable", found.username, by=me())
    db.session.commit()
    flash(f"Akun {found.username} dinonaktifkan dan sudah dikeluarkan dari semua perangkat.")
    return see_other(".edit", username=username)


@bp.post("/<username>/aktifkan")
@admin
def enable(username: str) -> Response:
    found = account_or_404(username)
    found.enable()
    audit.record("account.enable", found.username, by=me())
    db.session.commit()
    flash(f"Akun {found.username} aktif kembali.")
    return see_other(".edit", username=username)


@bp.post("/<username>/kata-sandi")
@admin
def reset(username: str) -> Response:
    found = account_or_404(username)
    if found.id == me().id:
        return see_other("accounts.password")
    return _give_password(found)


def _why_not(found: Account) -> str | None:
    """Why the role or the state of this account must stay as it is; None if it may change."""
    if found.id == me().id:
        return OWN
    if found.role is Role.ADMIN and found.is_active and not has_other_admin(found):
        return LAST
    return None


def _pressed_again(made: Account) -> Response:
    """The password of the first answer was seen by nobody: there is a new one, until it is used."""
    if made.is_active and made.must_change_password:
        return _give_password(made)
    return see_other(".edit", username=made.username)


def _give_password(found: Account) -> Response:
    db.session.commit()  # hashing takes its time: nobody shall wait for our lock
    password = found.give_temporary_password()
    end_sessions(found)
    audit.record("account.reset", found.username, by=me())
    db.session.commit()
    return _show_password(found, password)


def _show_password(person: Account, password: str) -> Response:
    """Answered at once, not after a redirect: the password is kept nowhere, not in a cookie."""
    return render("accounts/admin/password.html", person_added=person, password=password)


def _refuse(found: Account, form: AccountForm, why_not: str) -> Response:
    form.form_errors.append(why_not)
    return _show(found, form, status=422)


def _show(found: Account, form: AccountForm, *, status: int) -> Response:
    own = found.id == me().id
    return render("accounts/admin/edit.html", status=status, found=found, form=form, own=own)
