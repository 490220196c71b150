"""Personal links: who is invited, presents or answers for a promise comes in without an account.

The token follows from our secret, what it opens and a number drawn for each link: we can show it
again whenever somebody asks for it, and keep only its hash. Renewing or revoking changes what is
kept, so that the old link opens nothing from then on, also where SQLite gives the number of a row
that is gone to another one; a new secret ends all of them. Opening a link
changes nothing here, however often: it is exchanged for a cookie and a clean address, so that the
token stays out of the history, of logs and of Referer headers. What is changed behind it is written
down, so many times a day and no more.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, ClassVar, Protocol, TypeVar

from flask import current_app
from limits import parse
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import cookies, throttle
from app.columns import now
from app.fields import LARGEST_ID

View = Callable[..., Response]

# Changes by one link; a presenter with a full hall of questions needs a third of it.
OFTEN = parse("200 per day")
TOO_OFTEN = "Hari ini sudah terlalu banyak perubahan lewat tautan ini. Hubungi petugas."


class WithLink:
    """A row that a personal link opens; there is none before it is issued."""

    link_kind: ClassVar[str]
    id: Any

    # Drawn anew for each link, 0 before there was one; and the hash, None while there is none.
    generation: Mapped[int] = mapped_column(default=0)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)

    @property
    def token(self) -> str:
        """The token of the link as it stands now; "" while there is none under this secret."""
        token = token_for(self.link_kind, self.id, self.generation)
        return token if hash_of(token) == self.token_hash else ""

    def issue_link(self) -> None:
        """Make the link, or a new one: then the old one opens nothing any more."""
        self.generation = 1 + secrets.randbelow(LARGEST_ID)
        self.token_hash = hash_of(token_for(self.link_kind, self.id, self.generation))

    def revoke_link(self) -> None:
        self.token_hash = None


class Linked(Protocol):
    """A row with a link, which says itself how long that lives."""

    @property
    def token(self) -> str: ...
    @property
    def link_ends_at(self) -> datetime: ...


Row = TypeVar("Row", bound=Linked)


def token_for(kind: str, key: int, generation: int) -> str:
    """256 bits that nobody can work out without our secret, as 64 hexadecimal digits."""
    secret = str(current_app.secret_key).encode()
    return hmac.new(secret, f"link:{kind}:{key}:{generation}".encode(), "sha256").hexdigest()


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def address(endpoint: str, **values: Any) -> str:
    """The link as it is handed out: by the configured name, whatever host we were asked by."""
    base: str = current_app.config["BASE_URL"]
    here = current_app.url_map.bind("localhost")  # the worker, who answers no request, asks too
    return base.rstrip("/") + here.build(endpoint, values)


def keep(response: Response, cookie: str, token: str, path: str, until: datetime) -> None:
    """Let this browser open `path` from now on, without the link."""
    cookies.keep(response, cookie, token, max(0, int((until - now()).total_seconds())), path)


def shown(cookie: str) -> str:
    """The token that this browser keeps for this address, or "" without one."""
    return cookies.in_room(cookie)


def opened(token: str, row_with: Callable[[str], Row | None]) -> Row | None:
    """The row whose link carries this token, found by its hash, while the link lives."""
    found = row_with(hash_of(token)) if token else None
    return found if found and found.token == token and now() <= found.link_ends_at else None


def may_change(row: WithLink) -> bool:
    """Count one more change behind this link; False where it fills the audit log and the disk."""
    return throttle.count_try(OFTEN, "link", row.link_kind, str(row.id))


def door(name: str, opens: Callable[[str], dict[str, Any] | None]) -> Callable[[View], View]:
    """The door of those who have exchanged a personal link.

    `opens` is told the code in the address and says what the view gets; where it says None, there
    is nothing (404).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(code: str, **kwargs: Any) -> Response:
            found = opens(code)
            if found is None:
                raise NotFound
            return view(**found, **kwargs)

        guarded.access = name  # type: ignore[attr-defined]
        return guarded

    return decorate
