"""Wrong digits are counted, never by IP address: a hall shares one.

By browser, five in five minutes; and by pot, because a guesser who drops the cookie gets a new mark
each time. All marks handed out within ten minutes share a pot of 25 wrong tries a day; those of
an earlier day share the pot of that day. Who finds the own pot empty may draw on the present one.

A guess hits one of two valid steps: 2 in 1,000,000. A day has 144 pots of today and at most 31 of
earlier days, so (144 + 31) × 25 = 4,375 wrong tries are looked at in a kegiatan that is open all
day and night: less than 0.9 % a day, however many cookies, phones and addresses a guesser has.
(Four hours: 55 pots, less than 0.3 %.)

Somebody who empties the present pot keeps out no browser that has looked at the door before:
it draws on the pot of its own ten minutes. Who has just come waits for the next pot, ten minutes
at most. Who empties every pot from the first minute on can keep digits from newcomers, for
they look like newcomers themselves; the QR and the desk stay open for all.
"""

from __future__ import annotations

from datetime import datetime

from limits import RateLimitItemPerDay, RateLimitItemPerMinute

from app import throttle, wib
from app.attendees.marks import Mark
from app.events.models import Event

BROWSER_LIMIT = RateLimitItemPerMinute(5, 5, namespace="digits")
POT_LIMIT = RateLimitItemPerDay(25, 1, namespace="digits-pot")
POT_LASTS = 600  # seconds in which marks are handed out that share a pot


def seconds_to_wait(event: Event, mark: Mark, moment: datetime) -> int:
    """0 while digits are taken from this browser at this kegiatan."""
    if not throttle.tries_left(BROWSER_LIMIT, event.code, mark.id):
        return throttle.seconds_to_wait(BROWSER_LIMIT, event.code, mark.id)
    if _pot_with_tries(event, mark, moment) is None:
        return POT_LASTS - int(moment.timestamp()) % POT_LASTS
    return 0


def count(event: Event, mark: Mark, moment: datetime) -> None:
    """One more wrong try."""
    throttle.count_try(BROWSER_LIMIT, event.code, mark.id)
    pot = _pot_with_tries(event, mark, moment)
    if pot:
        throttle.count_try(POT_LIMIT, event.code, pot)


def _pot_with_tries(event: Event, mark: Mark, moment: datetime) -> str | None:
    """The browser's own pot, else that of those who come now, else None."""
    for pot in (_pot(mark.issued_at, moment), _pot(moment, moment)):
        if throttle.tries_left(POT_LIMIT, event.code, pot):
            return pot
    return None


def _pot(issued: datetime, moment: datetime) -> str:
    day = wib.today(issued)
    if day != wib.today(moment):
        return day.isoformat()
    return str(int(issued.timestamp()) // POT_LASTS)
