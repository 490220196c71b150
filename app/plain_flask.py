"""Flask without what it does anew for every request, and what never differs here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from htmx_flask.requests import HtmxAwareRequest
from itsdangerous import URLSafeTimedSerializer
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.sansio.http import parse_cookie
from werkzeug.utils import cached_property


class KeptSigner(SecureCookieSessionInterface):
    """The usual signed session cookie; who signs it is made once, not twice a request."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        if "session_signer" not in app.extensions:
            app.extensions["session_signer"] = super().get_signing_serializer(app)
        signer: URLSafeTimedSerializer | None = app.extensions["session_signer"]
        return signer

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if session.accessed or session.modified:  # else it goes back as it came: not at all
            super().save_session(app, session, response)


class PlainRequest(HtmxAwareRequest):
    @cached_property
    def cookies(self) -> ImmutableMultiDict[str, str]:
        """WSGI has joined all cookies in one line: nobody need look through the other headers."""
        return parse_cookie(  # type: ignore[return-value]  # as in the class above
            self.environ.get("HTTP_COOKIE", ""), self.dict_storage_class
        )


class PlainFlask(Flask):
    session_interface = KeptSigner()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Nothing of ours is a coroutine, so nobody need look at each function each time."""
        return func
