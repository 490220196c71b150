"""Browsers in which somebody has logged in before: who guesses elsewhere keeps nobody out of them.

    known.remember(response, username)   after a log-in
    known.mark_for(username)             the mark of this request's browser, or "" where it has none

A stranger needs five wrong passwords to block a name, and somebody in the hall thirty to block the
address that the office shares with it. A browser that knows the name has tries of its own
(app.accounts.guard), as few as any other. Only a log-in gives a mark, and it opens nothing.
"""

from __future__ import annotations

from werkzeug.wrappers import Response

from app import cookies, signed_cookies
from app.signed_cookies import Mark

LIVES = 90 * 24 * 3600  # seconds


def remember(response: Response, username: str) -> None:
    mark, name = Mark.new(id=mark_for(username)), _cookie(username)
    signed_cookies.give(response, name, name, LIVES, mark)


def mark_for(username: str) -> str:
    """What we gave this browser for this very name; "" for anything else, and what is too old."""
    name = _cookie(username)
    mark = signed_cookies.read(cookies.shown(name), name, LIVES)
    return mark.id if mark else ""


def _cookie(username: str) -> str:
    """One for each name: several people share an office PC. None of them says which."""
    return f"balai_kenal_{signed_cookies.seal(f'balai.known:{username}')[:32]}"
