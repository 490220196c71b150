"""What a cookie says by which a browser is known again: `<32 hex>.<seconds>.<signature>`.

    signed_cookies.read(text, about, lives)                   the mark in it, or None
    signed_cookies.give(response, name, about, lives, mark)   the same, to be shown from now on

128 bits and the time. Only we make one; it is none about anything else, and nothing is stored.
"""

from __future__ import annotations

import hmac
import re
import secrets
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from werkzeug.wrappers import Response

from app import cookies, here
from app.columns import now

SHAPE = re.compile(r"([0-9a-f]{32})\.(\d{1,12})\.([0-9a-f]{64})", re.ASCII)
SHORT = 300  # letters; what we write ourselves has half as many


class Mark(NamedTuple):
    id: str
    issued: int  # seconds

    @property
    def issued_at(self) -> datetime:
        return datetime.fromtimestamp(self.issued, UTC)

    @classmethod
    def new(cls, moment: datetime | None = None, id: str = "") -> Mark:
        return cls(id or secrets.token_hex(16), int((moment or now()).timestamp()))


def read(text: str, about: str, lives: int) -> Mark | None:
    """One that we have not made, or that is older than `lives` seconds, is none."""
    match = SHAPE.fullmatch(text)
    if not match or not secrets.compare_digest(match[3], _sign(about, match[1], match[2])):
        return None
    mark = Mark(match[1], int(match[2]))
    return mark if now().timestamp() - mark.issued <= lives else None


def give(response: Response, name: str, about: str, lives: int, mark: Mark) -> None:
    signature = _sign(about, mark.id, str(mark.issued))
    cookies.keep(response, name, f"{mark.id}.{mark.issued}.{signature}", lives)


def seal(text: str) -> str:
    """What only we can write below a text; a browser shows the same one with every step."""
    secret = str(here.app().secret_key)
    # Nobody has us remember what they send by the megabyte.
    return _remembered(secret, text) if len(text) <= SHORT else _seal(secret, text)


def _sign(about: str, id: str, issued: str) -> str:
    return seal(f"{about}:{id}:{issued}")


def _seal(secret: str, text: str) -> str:
    return hmac.digest(secret.encode(), text.encode("utf-8", "replace"), "sha256").hex()


_remembered = lru_cache(maxsize=2048)(_seal)
