"""Requests that no page of ours makes: forged hosts, other sites, bodies without sense."""

from __future__ import annotations

from functools import lru_cache

from flask import Flask, Request, abort
from werkzeug.wrappers import Response

from app import bodies, here
from app.access import current_account
from app.web import SAFE, see_other, split_address


def refuse_strangers() -> None:
    """Refuse forged hosts, and changes that another site asks our visitors' browsers for.

    Browsers say where a request comes from (Sec-Fetch-Site, older ones Origin); the token in
    each form stands behind this as the second line.
    """
    asked = here.asked()
    if _name_in(asked.host) not in here.app().config["OUR_HOSTS"]:
        abort(400)
    if asked.method in SAFE:
        return
    site = asked.headers.get("Sec-Fetch-Site")
    if site and site not in {"same-origin", "none"}:
        abort(403)
    origin = asked.headers.get("Origin")
    if not site and origin and split_address(origin).netloc != asked.host:
        abort(403)


def refuse_large_bodies() -> None:
    """Large bodies come from accounts alone, where the pages have not said who else may send one.

    Nobody shall have us take apart and put on the disk what no page of ours will look at.
    """
    asked, most = here.asked(), here.app().config["MAX_CONTENT_LENGTH"]
    if asked.method not in SAFE and asked.max_content_length == most:
        bodies.expect(most, lambda: None if current_account() else _shut(asked))


def _shut(asked: Request) -> Response | int:
    """Whose log-in has ended meanwhile logs in again, as at the door of the page."""
    view = here.app().view_functions.get(asked.endpoint or "")
    is_public = getattr(view, "access", "public") == "public"
    return 413 if is_public else see_other("accounts.log_in")


def refuse_nonsense() -> None:
    """Refuse bodies that no form of ours sends, before a form stumbles over them."""
    asked = here.asked()
    if asked.content_type and asked.is_json:
        abort(415)
    if asked.method not in SAFE and (None in asked.form or None in asked.files):
        abort(400)  # parts of a multipart body without a name


@lru_cache(maxsize=32)
def _name_in(host: str) -> str | None:
    """The host without its port."""
    return split_address(f"//{host}").hostname


def init_app(app: Flask) -> None:
    ours = {split_address(app.config["BASE_URL"]).hostname, *app.config["HOSTS"].split(",")}
    if not app.config["PRODUCTION"]:
        ours |= {"localhost", "127.0.0.1", "::1"}
    app.config["OUR_HOSTS"] = frozenset(ours - {"", None})
    app.before_request(refuse_strangers)
    app.before_request(refuse_large_bodies)
    app.before_request(refuse_nonsense)
