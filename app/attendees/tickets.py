"""What a browser holds after it has shown the code: a ticket for this kegiatan and this browser.

    tickets.issue(response, event)                        15 minutes, renewed with each step
    tickets.issue(response, event, kind=Kind.KIOSK)       12 hours, on the order of staff
    tickets.held(event, now())                            the ticket of this request, or None

A ticket is bound to the browser's mark (an own cookie of 128 bits): its signature covers the mark,
so that a copied ticket opens nothing elsewhere. Nothing of it is stored in the database.
At a kiosk (`ticket.is_kiosk`) sign-ins count as made at the desk, leave no mark of a device and no
receipt behind, and the page returns to the start by itself.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from flask import current_app, request
from werkzeug.wrappers import Response

from app.columns import now
from app.events.models import Event

FRESH = 60  # seconds; a younger ticket needs no renewal
MARK = "balai_hp"
MARK_LIVES = 30 * 24 * 3600  # seconds
MARK_SHAPE = re.compile(r"[0-9a-f]{32}")
TICKET_SHAPE = re.compile(r"(hp|kiosk)\.(\d{1,12})\.([0-9a-f]{64})", re.ASCII)


class Kind(StrEnum):
    PHONE = "hp"
    KIOSK = "kiosk"

    @property
    def lives(self) -> int:
        """Seconds."""
        return {"hp": 15 * 60, "kiosk": 12 * 3600}[self.value]


class Ticket(NamedTuple):
    kind: Kind
    mark: str  # of the browser that holds it
    age: float = 0  # seconds

    @property
    def is_kiosk(self) -> bool:
        return self.kind is Kind.KIOSK

    def device(self, event: Event) -> str | None:
        """What is kept of the phone: the same for each sign-in on it, but only at this kegiatan."""
        if self.is_kiosk:
            return None
        return hashlib.sha256(f"{event.code}:{self.mark}".encode()).hexdigest()[:32]


def issue(
    response: Response, event: Event, kind: Kind | str = Kind.PHONE, moment: datetime | None = None
) -> None:
    """Give the browser that gets this response a ticket, and a mark if it has none."""
    kind = Kind(kind)
    mark = keep_mark(response)
    issued = str(int((moment or now()).timestamp()))
    ticket = f"{kind}.{issued}.{_sign(event, kind, issued, mark)}"
    _set(response, _name(event), ticket, kind.lives)


def held(event: Event, moment: datetime) -> Ticket | None:
    """The ticket of this request, if it is ours, of this kegiatan and browser, and still fresh."""
    match = TICKET_SHAPE.fullmatch(request.cookies.get(_name(event), ""))
    mark = mark_of_browser()
    if not match or not mark:
        return None
    kind, issued, signature = Kind(match[1]), match[2], match[3]
    if not secrets.compare_digest(signature, _sign(event, kind, issued, mark)):
        return None
    # A clock that was set back makes a ticket younger, never invalid: nobody scans again for it.
    age = moment.timestamp() - int(issued)
    return Ticket(kind, mark, age) if age <= kind.lives else None


def renew(response: Response, event: Event, ticket: Ticket) -> None:
    """Slow hands are not punished: a step begins the quarter of an hour anew."""
    if not ticket.is_kiosk and ticket.age > FRESH:
        issue(response, event)


def mark_of_browser() -> str | None:
    """The mark by which we know this browser again; one that we cannot have made is none."""
    mark = request.cookies.get(MARK, "")
    return mark if MARK_SHAPE.fullmatch(mark) else None


def keep_mark(response: Response) -> str:
    """The browser's mark; a new one goes along with the response."""
    mark = mark_of_browser()
    if mark is None:
        mark = secrets.token_hex(16)
        _set(response, MARK, mark, MARK_LIVES)
    return mark


def _name(event: Event) -> str:
    return f"balai_tiket_{event.code}"


def _sign(event: Event, kind: Kind, issued: str, mark: str) -> str:
    text = f"balai.ticket:{event.code}:{kind}:{issued}:{mark}"
    return hmac.digest(str(current_app.secret_key).encode(), text.encode(), "sha256").hex()


def _set(response: Response, name: str, value: str, lives: int) -> None:
    response.set_cookie(
        name,
        value,
        max_age=lives,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["PRODUCTION"],
    )
