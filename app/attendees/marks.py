"""The mark by which we know a browser again, in the hall.

Only a page of ours hands it out: nobody plants a mark they made up, and nobody makes one a request
to look like a crowd.
"""

from __future__ import annotations

from datetime import datetime

from werkzeug.wrappers import Response

from app import cookies, signed_cookies
from app.attendees import kiosks
from app.signed_cookies import Mark as Mark
from app.signed_cookies import seal as seal

COOKIE, ABOUT = "balai_hp", "balai.mark"
LIVES = 30 * 24 * 3600  # seconds


def of_browser(lives: int = LIVES) -> Mark | None:
    """The mark of this request; one that we have not made, or that is too old, is none."""
    return signed_cookies.read(cookies.shown_since_before(COOKIE), ABOUT, lives)


def keep(response: Response, moment: datetime | None = None) -> Mark:
    """The browser's mark; a new one, or one with its name of old, goes with the response.

    Also where it would end before the ticket of a kiosk that begins now.
    """
    lasting = of_browser(LIVES - int(kiosks.KEPT.total_seconds()))
    mark = lasting or Mark.new(moment)
    if not lasting or not cookies.shown(COOKIE):
        signed_cookies.give(response, COOKIE, ABOUT, LIVES, mark)
    return mark
