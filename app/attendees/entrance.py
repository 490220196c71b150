"""The door itself: a code or six digits are exchanged for a ticket. Nothing is written."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from app.attendees import door, guesses, marks, tickets
from app.attendees.already import show_already
from app.attendees.doors import lobby, scan_again
from app.attendees.forms import DigitsForm
from app.attendees.queries import last_on_device
from app.attendees.way import bp, show_villages
from app.columns import now
from app.events.models import Event
from app.web import render, see_other

WRONG = "Angka ini tidak cocok atau sudah berganti. Lihat lagi ke layar, lalu ketik enam angkanya."
PAUSE = "Terlalu banyak percobaan. Pindai kode QR di layar, atau coba lagi dalam {seconds} detik."
AGAIN = "HP ini baru kami kenali. Ketik sekali lagi enam angka yang tampil di layar."


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
    form, mark, moment = DigitsForm(), marks.of_browser(), now()
    if mark is None:  # not looked at, so that dropping cookies gives no tries
        form.form_errors.append(AGAIN)
        return _ask_for_code(event, form, status=422)
    wait = guesses.seconds_to_wait(event, mark, moment)
    if wait:
        form.form_errors.append(PAUSE.format(seconds=wait))
        return _ask_for_code(event, form, status=429)
    if door.are_digits(event, form.digits.data or "", moment):
        return _let_in(event)
    guesses.count(event, mark, moment)
    form.digits.errors = [WRONG]
    return _ask_for_code(event, form, status=422)


def _exchange(event: Event) -> Response:
    if _is_kiosk(event):
        return see_other("hall.enter", code=event.code)
    if door.is_code(event, request.args["k"], now()):
        return _let_in(event)
    return scan_again(event)


def _let_in(event: Event) -> Response:
    response = see_other("hall.enter", code=event.code)
    if not _is_kiosk(event):  # a kiosk stays one
        tickets.issue(response, event)
    return response


def _is_kiosk(event: Event) -> bool:
    held = tickets.held(event, now())
    return held is not None and held.is_kiosk


def _ask_for_code(event: Event, form: DigitsForm, status: int = 200) -> Response:
    response = render("attendees/hall/scan.html", status=status, event=event, form=form)
    marks.keep(response)
    return response
