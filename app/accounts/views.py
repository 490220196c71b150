from __future__ import annotations

from flask import Blueprint, current_app, request, session
from werkzeug.wrappers import Response

from app import audit
from app.access import COOKIE, account, current_session, public
from app.accounts.forms import LogInForm
from app.accounts.models import (
    ABSOLUTE_LIMIT,
    Account,
    LoginSession,
    hash_token,
    new_token,
    waste_time,
)
from app.accounts.queries import account_named
from app.extensions import db
from app.web import local_path, render, see_address, see_other

bp = Blueprint("accounts", __name__)

WRONG = "Nama pengguna atau kata sandi tidak cocok."


@bp.route("/masuk", methods=["GET", "POST"])
@public
def log_in() -> Response:
    form = LogInForm()
    if form.validate_on_submit():
        found = account_named(form.username.data)
        if found and found.is_active and found.has_password(form.password.data):
            return _open_session(found)
        if not found or not found.is_active:
            waste_time(form.password.data)
        form.form_errors.append(WRONG)
    return render("accounts/log_in.html", status=422 if form.errors else 200, form=form)


@bp.post("/keluar")
@account
def log_out() -> Response:
    db.session.delete(current_session())
    db.session.commit()
    session.clear()
    response = see_other("accounts.log_in")
    response.delete_cookie(COOKIE)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@bp.route("/akun/kata-sandi", methods=["GET", "POST"])
@account
def password() -> Response:
    return render("accounts/log_in.html", form=LogInForm())


def _open_session(found: Account) -> Response:
    """A new token at every log-in: nobody can plant one beforehand."""
    token = new_token()
    db.session.add(LoginSession(token_hash=hash_token(token), account_id=found.id))
    audit.record("account.log_in", found.username, by=found)
    db.session.commit()
    session.clear()
    response = see_address(local_path(request.args.get("next")) or "/")
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(ABSOLUTE_LIMIT.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=current_app.config["PRODUCTION"],
    )
    return response
