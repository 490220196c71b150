"""Who may open which door. Every view carries exactly one of these decorators.

    public    anyone                       account   anyone with an account (reading)
    staff     admin and petugas (writing)  lead      admin and pimpinan
    admin     admin alone

Doors of the hall (`guest`, `participant`) stand in `app.attendees.doors`: they open by a ticket.
Those of personal links stand in the `doors` of each feature, and are made by `app.links.door`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from flask import Flask, abort, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from app import cookies
from app.accounts.models import ABSOLUTE_LIMIT, Account, LoginSession, Role
from app.accounts.queries import login_session
from app.columns import now
from app.extensions import impatient_connection
from app.web import SAFE, see_other, split_address, wants_fragment

View = Callable[..., ResponseReturnValue]

COOKIE = "balai_login"
TOUCH = timedelta(minutes=10)  # how exactly we remember when a browser was last seen


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
                return see_other("accounts.log_in", next=_way_back())
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


def _way_back() -> str | None:
    """The page to return to after the log-in; where htmx asks for a part, the page around it."""
    if not wants_fragment():
        return request.full_path.rstrip("?") if request.method in SAFE else None
    page = split_address(request.headers.get("HX-Current-URL", ""))
    return f"{page.path}?{page.query}".rstrip("?") or None


def current_session() -> LoginSession | None:
    """The login session of this request, looked up once and only when somebody asks."""
    if "login_session" not in g:
        g.login_session = login_session(cookies.shown(COOKIE))
        if g.login_session and abs(now() - g.login_session.seen_at) > TOUCH:
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


def remember_login(response: Response, token: str) -> Response:
    cookies.keep(response, COOKIE, token, int(ABSOLUTE_LIMIT.total_seconds()))
    return response


def forget_login(response: Response) -> Response:
    cookies.forget(response, COOKIE)
    return response


def _touch(session: LoginSession) -> None:
    """Remember that the browser was here.

    A request that writes takes it along in its own transaction, which holds the only write lock
    there is. One that reads commits nothing, so it writes beside itself, and waits for nobody.
    """
    if request.method not in SAFE:
        session.seen_at = now()
        return
    query = update(LoginSession).where(LoginSession.id == session.id).values(seen_at=now())
    try:
        with impatient_connection() as connection:
            connection.execute(query)
    except SQLAlchemyError:
        pass  # somebody else is writing; the next page tries again


def init_app(app: Flask) -> None:
    app.jinja_env.globals["current_account"] = current_account
