"""Requests that no page of ours makes: forged hosts, other sites, bodies without sense."""

from __future__ import annotations

from flask import Flask, abort, current_app, request

from app.web import SAFE, split_address


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
    if not site and origin and split_address(origin).netloc != request.host:
        abort(403)


def refuse_nonsense() -> None:
    """Refuse bodies that no form of ours sends, before a form stumbles over them."""
    if request.content_type and request.is_json:
        abort(415)
    if request.method not in SAFE and (None in request.form or None in request.files):
        abort(400)  # parts of a multipart body without a name


def _is_our_host(host: str) -> bool:
    return split_address(f"//{host}").hostname in current_app.config["OUR_HOSTS"]


def init_app(app: Flask) -> None:
    ours = {split_address(app.config["BASE_URL"]).hostname, *app.config["HOSTS"].split(",")}
    if not app.config["PRODUCTION"]:
        ours |= {"localhost", "127.0.0.1", "::1"}
    app.config["OUR_HOSTS"] = frozenset(ours - {"", None})
    app.before_request(refuse_strangers)
    app.before_request(refuse_nonsense)
