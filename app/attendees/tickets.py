"""What a browser holds after it has shown the code: a ticket for this kegiatan and this browser.

    tickets.issue(response, event)                15 minutes, renewed with each step for an hour
    tickets.issue(response, event, kiosk=kiosk)   until the kiosk ends
    tickets.held(event, now())                    the ticket of this request, or None
    tickets.of_kiosk(event)                       the same for what arrives late from a kiosk

`<hp or kiosk and its id>.<first issued>.<issued>.<signature>`. The signature covers the browser's
mark (app.attendees.marks), so that a copied ticket opens nothing elsewhere. Of a phone's ticket
nothing is stored; a kiosk's is checked against its row, so that staff can take it back even if
somebody has copied the mark as well. At a kiosk (`ticket.is_kiosk`) sign-ins count as made at the
desk by whom has started it, leave no receipt behind, and the page returns to the start by itself.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime
from typing import NamedTuple

from werkzeug.wrappers import Response

from app import cookies
from app.attendees import kiosks, marks
from app.attendees.kiosks import Kiosk
from app.columns import now
from app.events.models import Event

# All in seconds.
LIVES = 15 * 60
FRESH = 60  # a younger ticket needs no renewal
RENEWED_FOR = 60 * 60  # after the code was shown; then it is shown again

PHONE, KIOSK = "hp", "kiosk"
SHAPE = re.compile(r"(hp|kiosk\d{1,9})\.(\d{1,12})\.(\d{1,12})\.([0-9a-f]{64})", re.ASCII)


class Ticket(NamedTuple):
    mark: str  # of the browser that holds it
    since: int = 0  # when the code was shown, in seconds
    age: float = 0  # seconds
    kiosk: Kiosk | None = None

    @property
    def is_kiosk(self) -> bool:
        return self.kiosk is not None

    @property
    def recorded_by(self) -> int | None:
        """The account that answers for what is signed here."""
        return self.kiosk.started_by if self.kiosk else None

    def device(self, event: Event) -> str:
        """What is kept of the phone: the same for each sign-in on it, but only at this kegiatan."""
        if self.kiosk:
            return self.kiosk.device
        return hashlib.sha256(f"{event.code}:{self.mark}".encode()).hexdigest()[:32]


def issue(
    response: Response,
    event: Event,
    moment: datetime | None = None,
    *,
    kiosk: Kiosk | None = None,
    since: int | None = None,
) -> None:
    """Give the browser that gets this response a ticket, and a mark if it has none."""
    holder = f"{KIOSK}{kiosk.id}" if kiosk else PHONE
    issued = int((moment or now()).timestamp())
    unsigned = f"{holder}.{issued if since is None else since}.{issued}"
    ticket = f"{unsigned}.{_sign(event, unsigned, marks.keep(response).id)}"
    lives = int(kiosks.KEPT.total_seconds()) if kiosk else LIVES
    cookies.keep(response, _name(event), ticket, lives)


def held(event: Event, moment: datetime) -> Ticket | None:
    """The ticket of this request, if it is ours, of this kegiatan and browser, and still fresh."""
    shown = _shown(event)
    if shown is None:
        return None
    mark, holder, since, issued = shown
    if holder != PHONE:
        kiosk = kiosks.running_kiosk(event, int(holder.removeprefix(KIOSK)), moment)
        return Ticket(mark, kiosk=kiosk) if kiosk else None
    # A clock that was set back makes a ticket younger, never invalid: nobody scans again for it.
    age = moment.timestamp() - int(issued)
    return Ticket(mark, int(since), age) if age <= LIVES else None


def of_kiosk(event: Event) -> Ticket | None:
    """A kiosk's ticket, also when its time is over; none where staff have taken it back."""
    shown = _shown(event)
    if shown is None or shown[1] == PHONE:
        return None
    kiosk = kiosks.kiosk_not_taken_back(event, int(shown[1].removeprefix(KIOSK)))
    return Ticket(shown[0], kiosk=kiosk) if kiosk else None


def _shown(event: Event) -> tuple[str, str, str, str] | None:
    """The mark, the holder and the two times of a ticket that is ours, of this browser."""
    text = cookies.shown_since_before(_name(event))
    match, mark = SHAPE.fullmatch(text), marks.of_browser()
    if not match or not mark:
        return None
    holder, since, issued, signature = match.groups()
    if not secrets.compare_digest(signature, _sign(event, text.rpartition(".")[0], mark.id)):
        return None
    return mark.id, holder, since, issued


def renew(response: Response, event: Event, ticket: Ticket) -> None:
    """Slow hands are not punished: a step begins the quarter of an hour anew, for an hour."""
    moment = now()
    is_late = moment.timestamp() - ticket.since > RENEWED_FOR
    if not ticket.is_kiosk and ticket.age > FRESH and not is_late:
        issue(response, event, moment, since=ticket.since)


def _name(event: Event) -> str:
    return f"balai_tiket_{event.code}"


def _sign(event: Event, unsigned: str, mark: str) -> str:
    return marks.seal(f"balai.ticket:{event.code}:{unsigned}:{mark}")
