"""Browsers in which somebody has logged in before: who guesses elsewhere keeps nobody out of them.

    known.remember(response, username)   after a log-in
    known.mark_for(username)             the mark of this request's browser, or "" where it has none

A stranger needs five wrong passwords to block a name, and somebody in the hall thirty to block the
address that the office shares with it. A browser that knows the name has tries of its own
(app.accounts.guard), as few as any other. `<32 hex>.<seconds>.<signature>`: only a log-in makes
one; nothing is stored, and it opens nothing.
"""

from __future__ import annotations

import hmac
import re
import secrets

from flask import current_app
from werkzeug.wrappers import Response

from app import cookies
from app.columns import now

LIVES = 90 * 24 * 3600  # seconds
SHAPE = re.compile(r"([0-9a-f]{32})\.(\d{1,12})\.([0-9a-f]{64})", re.ASCII)


def remember(response: Response, username: str) -> None:
    """One cookie for each name: several people share an office PC. None of them says which."""
    id = mark_for(username) or secrets.token_hex(16)
    issued = str(int(now().timestamp()))
    value = f"{id}.{issued}.{_sign(username, id, issued)}"
    cookies.keep(response, _cookie(username), value, LIVES)


def mark_for(username: str) -> str:
    """What we gave this browser for this very name; "" for anything else, and what is too old."""
    match = SHAPE.fullmatch(cookies.shown(_cookie(username)))
    if not match or not secrets.compare_digest(match[3], _sign(username, match[1], match[2])):
        return ""
    return match[1] if now().timestamp() - int(match[2]) <= LIVES else ""


def _cookie(username: str) -> str:
    return f"balai_kenal_{_seal(f'name:{username}')[:12]}"


def _sign(username: str, id: str, issued: str) -> str:
    return _seal(f"mark:{username}:{id}:{issued}")


def _seal(text: str) -> str:
    secret = str(current_app.secret_key).encode()
    return hmac.digest(secret, f"known:{text}".encode("utf-8", "replace"), "sha256").hex()
