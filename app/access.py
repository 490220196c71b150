"""Who may open which door. Every view carries exactly one of these decorators.

    public    anyone                       account   anyone with an account (reading)
    staff     admin and petugas (writing)  lead      admin and pimpinan
    admin     admin alone

Doors of the hall (`guest`, `participant`) stand in `app.attendees.doors`: they open by a ticket.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from app.accounts.models import Account, LoginSession, Role
from app.accounts.queries import login_session
from app.columns import now
from app.extensions import db
from app.web import see_other

View = Callable[..., ResponseReturnValue]

COOKIE = "balai_login"
TOUCH = timedelta(minutes=10)  # how exactly we remember when a browser was last seen
SAFE = {"GET", "HEAD", "OPTIONS"}


def public(view: View) -> View:
    """Anyone, logged in or not."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def _for_roles(name: str, roles: set[Role]) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**kwargs: Any) -> ResponseReturnValue:
            person = current_account()
            if person is None:
                back = request.full_path.rstrip("?") if request.method in SAFE else None
                return see_other("accounts.log_in", next=back)
            if person.role not in roles:
                abort(403)
            if person.must_change_password and request.endpoint not in STAY_OPEN:
                return see_other("accounts.password")
            return view(**kwargs)

        guarded.access = name  # type: ignore[attr-defined]
        return guarded

    return decorate


# What somebody with a temporary password may do before choosing an own one.
STAY_OPEN = {"accounts.password", "accounts.log_out"}

account = _for_roles("account", {Role.ADMIN, Role.STAFF, Role.LEAD})
staff = _for_roles("staff", {Role.ADMIN, Role.STAFF})
lead = _for_roles("lead", {Role.ADMIN, Role.LEAD})
admin = _for_roles("admin", {Role.ADMIN})


def current_session() -> LoginSession | None:
    """The login session of this request, looked up once and only when somebody asks."""
    if "login_session" not in g:
        g.login_session = login_session(request.cookies.get(COOKIE))
        if g.login_session and now() - g.login_session.seen_at > TOUCH:
            _touch(g.login_session)
    found: LoginSession | None = g.login_session
    return found


def current_account() -> Account | None:
    """Who is logged in here, or None."""
    found = current_session()
    return found.account if found else None


def me() -> Account:
    """Who is logged in, in a view whose door has made sure of it."""
    person = current_account()
    if person is None:
        raise RuntimeError("This view stands behind no door that asks for an account.")
    return person


def _touch(session: LoginSession) -> None:
    """Remember that the browser was here, beside the request's own transaction."""
    query = update(LoginSession).where(LoginSession.id == session.id).values(seen_at=now())
    try:
        with db.engine.begin() as connection:
            connection.execute(query)
    except OperationalError:
        pass  # somebody else is writing; the next page tries again


def refuse_strangers() -> None:
    """Refuse forged hosts, and changes that another site asks our visitors' browsers for.

    Browsers say where a request comes from (Sec-Fetch-Site, older ones Origin); the token in
    each form stands behind this as the second line.
    """
    if not _is_our_host(request.host):
        abort(400)
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site and site not in {"same-origin", "none"}:
        abort(403)
    origin = request.headers.get("Origin")
    if not site and origin and urlsplit(origin).netloc != request.host:
        abort(403)


def _is_our_host(host: str) -> bool:
    name = urlsplit(f"//{host}").hostname
    return name in current_app.config["OUR_HOSTS"]


def init_app(app: Flask) -> None:
    ours = {urlsplit(app.config["BASE_URL"]).hostname, *app.config["HOSTS"].split(",")}
    if not app.config["PRODUCTION"]:
        ours |= {"localhost", "127.0.0.1", "::1"}
    app.config["OUR_HOSTS"] = frozenset(ours - {"", None})
    app.before_request(refuse_strangers)
    app.jinja_env.globals["current_account"] = current_account
