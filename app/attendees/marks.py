"""The mark by which we know a browser again: 128 bits and the time, in a cookie that we sign.

`<32 hex>.<seconds>.<signature>`. Only we can make one, and only a page of ours hands it out:
nobody plants a mark they made up, and nobody makes one a request to look like a crowd.
"""

from __future__ import annotations

import hmac
import re
import secrets
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from flask import current_app
from werkzeug.wrappers import Response

from app import cookies
from app.columns import now

COOKIE = "balai_hp"
LIVES = 30 * 24 * 3600  # seconds
SHAPE = re.compile(r"([0-9a-f]{32})\.(\d{1,12})\.([0-9a-f]{64})", re.ASCII)


class Mark(NamedTuple):
    id: str
    issued: int  # seconds

    @property
    def issued_at(self) -> datetime:
        return datetime.fromtimestamp(self.issued, UTC)


def of_browser() -> Mark | None:
    """The mark of this request; one that we have not made, or that is too old, is none."""
    match = SHAPE.fullmatch(cookies.shown_since_before(COOKIE))
    if not match or not secrets.compare_digest(match[3], _sign(match[1], match[2])):
        return None
    mark = Mark(match[1], int(match[2]))
    return mark if now().timestamp() - mark.issued <= LIVES else None


def keep(response: Response, moment: datetime | None = None) -> Mark:
    """The browser's mark; a new one, and one with its name of old, goes with the response."""
    mark = of_browser()
    if mark is None or not cookies.shown(COOKIE):
        mark = mark or Mark(secrets.token_hex(16), int((moment or now()).timestamp()))
        value = f"{mark.id}.{mark.issued}.{_sign(mark.id, str(mark.issued))}"
        cookies.keep(response, COOKIE, value, LIVES)
    return mark


def seal(text: str) -> str:
    """What only we can write below a text; a browser shows the same one with every step."""
    return _seal(str(current_app.secret_key), text)


def _sign(id: str, issued: str) -> str:
    return seal(f"balai.mark:{id}:{issued}")


@lru_cache(maxsize=2048)
def _seal(secret: str, text: str) -> str:
    return hmac.digest(secret.encode(), text.encode(), "sha256").hex()
