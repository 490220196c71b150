"""Flask without what it does anew for every request, and what never differs here."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from typing import Any

from flask import Flask, Request, Response, has_request_context
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask.templating import Environment
from itsdangerous import URLSafeTimedSerializer
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, MapAdapter, Rule
from werkzeug.wsgi import get_host

from app import here

SHORT = 64  # letters of an address that is remembered; ours have half as many


class KeptSigner(SecureCookieSessionInterface):
    """The usual signed session cookie; who signs it is made once, not twice a request."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        if "session_signer" not in app.extensions:
            app.extensions["session_signer"] = super().get_signing_serializer(app)
        signer: URLSafeTimedSerializer | None = app.extensions["session_signer"]
        return signer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if session.accessed or session.modified:  # else it goes back as it came: not at all
            super().save_session(app, session, response)


class PlainAdapter(MapAdapter):
    """Finds the page of an address; the few that a whole hall asks for are found once."""

    def match(self, *asked: Any, **how: Any) -> Any:
        if asked or how != {"return_rule": True} or len(self.path_info) > SHORT:
            return super().match(*asked, **how)
        try:
            rule, values = _rule(self.map, self.default_method, self.path_info)
        except HTTPException:
            return super().match(return_rule=True)  # tells where else it may be, by our own name
        return rule, dict(values)


@lru_cache(maxsize=1024)
def _rule(pages: Map, method: str, path: str) -> tuple[Rule, dict[str, Any]]:
    found: Any = pages.bind("", path_info=path, default_method=method).match(return_rule=True)
    return found


class PlainTemplates(Environment):
    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """No template has globals of its own, so nobody need look in two places for each name."""
        return self.globals if d is None else super().make_globals(d)


class PlainFlask(Flask):
    jinja_environment = PlainTemplates
    session_interface = KeptSigner()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known_address = lru_cache(maxsize=4096)(self._address)

    def url_for(self, /, endpoint: str, **values: Any) -> str:
        """Pages ask for the same few addresses again and again; short ones are remembered."""
        told = [(name, value) for name, value in values.items() if value is not None]
        is_short = all(type(v) is int or type(v) is str and len(v) <= 32 for _, v in told)
        if not is_short or endpoint.startswith(".") or not has_request_context():
            return super().url_for(endpoint, **values)
        asked = here.asked().environ  # below which address we live, and for which method's rule
        root = asked.get("SCRIPT_NAME", "")
        return self._known_address(root, asked["REQUEST_METHOD"], endpoint, *told)

    def _address(self, _root: str, _method: str, endpoint: str, *values: tuple[str, Any]) -> str:
        return super().url_for(endpoint, **dict(values))

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """No host and no subdomain has pages of its own, so nobody need take them apart."""
        if request is None:
            return super().create_url_adapter(request)
        asked = request.environ
        request.host = get_host(asked)
        return PlainAdapter(
            self.url_map,
            request.host.lower(),
            request.root_path,
            "",
            asked["wsgi.url_scheme"],
            request.path,
            asked["REQUEST_METHOD"],
            request.query_string.decode(errors="replace"),
        )

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Nothing of ours is a coroutine, so nobody need look at each function each time."""
        return func
