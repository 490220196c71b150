"""Coming in, going out, and what people do with their own account."""

from __future__ import annotations

from flask import Blueprint, flash, request, session
from werkzeug.wrappers import Response

from app import audit
from app.access import account, current_session, forget_login, me, public, remember_login
from app.accounts import guard, known
from app.accounts.browsers import describe
from app.accounts.forms import LogInForm, PasswordForm
from app.accounts.models import Account, LoginSession, hash_token, new_token, prove
from app.accounts.queries import (
    account_named,
    end_sessions,
    opens_still,
    sessions_of,
    sweep_sessions,
)
from app.extensions import db
from app.web import leave_nothing, local_path, render, see_address, see_other

bp = Blueprint("accounts", __name__)

WRONG = "Nama pengguna atau kata sandi tidak cocok."
WRONG_OLD = "Kata sandi sekarang tidak cocok."


@bp.route("/masuk", methods=["GET", "POST"])
@public
def log_in() -> Response:
    form = LogInForm()
    if not form.validate_on_submit():
        return render("accounts/log_in.html", status=422 if form.errors else 200, form=form)
    found = account_named(form.username.data)
    db.session.commit()  # others need not wait for the database while we compute
    browser = known.mark_for(form.username.data)
    if wait := guard.begin_try(form.username.data, request.remote_addr, browser):
        return _show_block("accounts/log_in.html", wait, form=form)
    known_by = found.password_hash if found else ""
    person = prove(found, form.password.data)
    if person is None or not opens_still(person, known_by):
        _note_wrong("account.log_in_failed", found)
        form.form_errors.append(WRONG)
        return render("accounts/log_in.html", status=422, form=form)
    guard.note_right(person.username, browser)
    audit.record("account.log_in", person.username, by=person)
    return _open_session(person, local_path(request.args.get("next")) or "/")


@bp.post("/keluar")
@account
def log_out() -> Response:
    db.session.delete(current_session())
    return _leave("account.log_out")


@bp.route("/akun/kata-sandi", methods=["GET", "POST"])
@account
def password() -> Response:
    form = PasswordForm(me())
    if not form.validate_on_submit():
        return render("accounts/password.html", status=422 if form.errors else 200, form=form)
    browser = known.mark_for(me().username)
    if wait := guard.begin_try(me().username, request.remote_addr, browser):
        return _show_block("accounts/password.html", wait, form=form)
    db.session.commit()  # here too
    known_by = me().password_hash
    if not prove(me(), form.old.data):
        _note_wrong("account.password_failed", me())
        form.old.errors = [WRONG_OLD]
        return render("accounts/password.html", status=422, form=form)
    back = "/" if me().must_change_password else "/akun/perangkat"
    me().set_password(form.new.data)
    if not opens_still(me(), known_by):
        db.session.rollback()
        return see_other(".log_in")
    guard.note_right(me().username, browser)
    end_sessions(me(), keep=current_session())
    audit.record("account.password", me().username, by=me())
    response = _open_session(me(), back)
    flash("Kata sandi sudah diganti. Perangkat lain sudah dikeluarkan.")
    return response


@bp.get("/akun/perangkat")
@account
def devices() -> Response:
    return render("accounts/devices.html", sessions=sessions_of(me()), mine=current_session())


@bp.post("/akun/perangkat/lain")
@account
def log_out_others() -> Response:
    end_sessions(me(), keep=current_session())
    audit.record("account.log_out_others", me().username, by=me())
    db.session.commit()
    flash("Perangkat lain sudah dikeluarkan.")
    return see_other(".devices")


@bp.post("/akun/perangkat/semua")
@account
def log_out_everywhere() -> Response:
    end_sessions(me())
    return _leave("account.log_out_everywhere")


def _open_session(person: Account, address: str) -> Response:
    """A new token at every log-in: nobody can plant one beforehand, and an old one ends."""
    if old := current_session():
        db.session.delete(old)
    sweep_sessions()
    token = new_token()
    db.session.add(
        LoginSession(
            token_hash=hash_token(token),
            account_id=person.id,
            browser=describe(request.user_agent.string),
        )
    )
    db.session.commit()
    session.clear()
    response = see_address(address)
    known.remember(response, person.username)
    return remember_login(response, token)


def _leave(deed: str) -> Response:
    """Commit the end of the session, and leave nothing behind on a shared computer."""
    audit.record(deed, me().username, by=me())
    db.session.commit()
    session.clear()
    response = forget_login(see_other("accounts.log_in"))
    leave_nothing(response)
    return response


def _note_wrong(deed: str, person: Account | None) -> None:
    """Only names that exist are written down: people type passwords into the wrong field."""
    guard.note_wrong(request.remote_addr)
    audit.record(deed, person.username if person else "")
    db.session.commit()


def _show_block(page: str, seconds: int, *, form: LogInForm | PasswordForm) -> Response:
    form.form_errors.append(guard.please_wait(seconds))
    response = render(page, status=429, form=form)
    response.headers["Retry-After"] = str(seconds)
    return response
