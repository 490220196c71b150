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
from urllib.parse import SplitResult, urlsplit

from flask import Flask, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from app.accounts.models import ABSOLUTE_LIMIT, Account, LoginSession, Role
from app.accounts.queries import login_session
from app.columns import now
from app.extensions import impatient_connection
from app.web import see_other, wants_fragment

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
    page = _split(request.headers.get("HX-Current-URL", ""))
    return f"{page.path}?{page.query}".rstrip("?") or None


def current_session() -> LoginSession | None:
    """The login session of this request, looked up once and only when somebody asks."""
    if "login_session" not in g:
        g.login_session = login_session(request.cookies.get(COOKIE))
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
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(ABSOLUTE_LIMIT.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=current_app.config["PRODUCTION"],
    )
    return response


def forget_login(response: Response) -> Response:
    response.delete_cookie(
        COOKIE, httponly=True, samesite="Lax", secure=current_app.config["PRODUCTION"]
    )
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
    if not site and origin and _split(origin).netloc != request.host:
        abort(403)


def refuse_nonsense() -> None:
    """Refuse bodies that no form of ours sends, before a form stumbles over them."""
    if request.is_json:
        abort(415)
    if request.method not in SAFE and (None in request.form or None in request.files):
        abort(400)  # parts of a multipart body without a name


def _is_our_host(host: str) -> bool:
    return _split(f"//{host}").hostname in current_app.config["OUR_HOSTS"]


def _split(address: str) -> SplitResult:
    """The parts of an address; no parts at all where it is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def init_app(app: Flask) -> None:
    ours = {urlsplit(app.config["BASE_URL"]).hostname, *app.config["HOSTS"].split(",")}
    if not app.config["PRODUCTION"]:
        ours |= {"localhost", "127.0.0.1", "::1"}
    app.config["OUR_HOSTS"] = frozenset(ours - {"", None})
    app.before_request(refuse_strangers)
    app.before_request(refuse_nonsense)
    app.jinja_env.globals["current_account"] = current_account
