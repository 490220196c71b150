"""How large a body may be, said before anything reads it: more is refused at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, g, request

from app.extensions import db

SMALL = 96_000  # bytes; forms without a file


def expect(largest: int, come_in: Callable[[], Any] | None = None) -> None:
    """Take bodies of at most so many bytes, and large ones only from whom the door lets in.

    Strangers must not fill our disk with what nobody will look at. A body that does not say how
    large it is comes from no browser. To be called before anything reads it.
    """
    size = request.content_length
    request.max_content_length = largest
    if size is None and "Transfer-Encoding" in request.headers:
        abort(413)
    if come_in and size and SMALL < size <= largest:
        shut = come_in()
        db.session.rollback()  # the body takes its time: nobody shall wait for our lock
        g.pop("login_session", None)  # and the door asks anew when it is here
        if shut:
            abort(shut)
