"""The door itself: a code or six digits are exchanged for a ticket. Nothing is written."""

from __future__ import annotations

from flask import request
from limits import RateLimitItemPerMinute
from werkzeug.wrappers import Response

from app import throttle
from app.attendees import door, tickets
from app.attendees.already import show_already
from app.attendees.doors import lobby, scan_again
from app.attendees.forms import DigitsForm
from app.attendees.queries import last_on_device
from app.attendees.way import bp, show_villages
from app.columns import now
from app.events.models import Event
from app.web import render, see_other

# Wrong digits are counted by kegiatan and browser, never by IP address: a hall shares one. The
# total is generous, and stops those who drop their cookies after each try.
BROWSER_LIMIT = RateLimitItemPerMinute(5, 5, namespace="digits")
TOTAL_LIMIT = RateLimitItemPerMinute(200, 1, namespace="digits-total")

WRONG = "Angka ini tidak cocok atau sudah berganti. Lihat lagi ke layar, lalu ketik enam angkanya."
PAUSE = "Terlalu banyak percobaan. Pindai kode QR di layar, atau coba lagi dalam {seconds} detik."


@bp.get("/h/<code>")
@lobby
def enter(event: Event) -> Response:
    """With a code: exchange it, and go on at an address that is worthless to others."""
    if "k" in request.args:
        return _exchange(event)
    ticket = tickets.held(event, now())
    if ticket is None:
        return _ask_for_code(event, DigitsForm())
    own = None if ticket.is_kiosk or "lagi" in request.args else last_on_device(event, ticket)
    response = show_already(event, ticket, own) if own else show_villages(event, ticket)
    tickets.renew(response, event, ticket)
    return response


@bp.post("/h/<code>/kode")
@lobby
def digits(event: Event) -> Response:
    form = DigitsForm()
    browser = tickets.mark_of_browser() or "-"
    wait = _seconds_to_wait(event, browser)
    if wait:
        form.form_errors.append(PAUSE.format(seconds=wait))
        return _ask_for_code(event, form, status=429)
    if door.are_digits(event, form.digits.data or "", now()):
        return _let_in(event)
    throttle.count_try(BROWSER_LIMIT, event.code, browser)
    throttle.count_try(TOTAL_LIMIT, event.code)
    form.digits.errors = [WRONG]
    return _ask_for_code(event, form, status=422)


def _exchange(event: Event) -> Response:
    held = tickets.held(event, now())
    if held and held.is_kiosk:
        return see_other("hall.enter", code=event.code)  # a kiosk stays one
    if door.is_code(event, request.args["k"], now()):
        return _let_in(event)
    return scan_again(event)


def _let_in(event: Event) -> Response:
    response = see_other("hall.enter", code=event.code)
    tickets.issue(response, event)
    return response


def _ask_for_code(event: Event, form: DigitsForm, status: int = 200) -> Response:
    response = render("attendees/hall/scan.html", status=status, event=event, form=form)
    tickets.keep_mark(response)
    return response


def _seconds_to_wait(event: Event, browser: str) -> int:
    """0 while digits are taken from this browser at this kegiatan."""
    for limit, who in ((BROWSER_LIMIT, (event.code, browser)), (TOTAL_LIMIT, (event.code,))):
        if not throttle.tries_left(limit, *who):
            return throttle.seconds_to_wait(limit, *who)
    return 0
