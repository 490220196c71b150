"""The projector: the code of the door, who is here, where we are in the agenda."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import segno
from flask import Blueprint, current_app, url_for
from werkzeug.wrappers import Response

from app import audit, wib
from app.access import account, me, staff
from app.attendees import door
from app.columns import now
from app.events.models import DoorState, Event
from app.events.queries import event_or_404
from app.extensions import db
from app.web import render, see_other, unchanged

bp = Blueprint("screen", __name__)

ITEM_TIME = re.compile(r"\s*(\d{1,2})[.:](\d{2})\b")
ITEMS_SHOWN = 5  # with a line for the rest below; what the projector has room for


class Item(NamedTuple):
    text: str
    is_current: bool


@bp.get("/layar/<code>")
@account
def show(code: str) -> Response:
    event = event_or_404(code)
    return render("attendees/screen/show.html", event=event, **_code(event), **_hall(event))


@bp.get("/layar/<code>/kode")
@account
def code_now(code: str) -> Response:
    """The part that changes with the step; the page asks for it every ten seconds."""
    event = event_or_404(code)
    return render("attendees/screen/_code.html", event=event, **_code(event))


@bp.get("/layar/<code>/hadir")
@account
def hall_now(code: str) -> Response:
    """Counter and agenda; 304 while nobody came and the agenda stands where it stood."""
    event = event_or_404(code)
    hall = _hall(event)
    response = unchanged(hall["etag"])
    if response is None:
        response = render("attendees/screen/_hall.html", event=event, **hall)
        response.set_etag(hall["etag"], weak=True)
    return response


@bp.get("/layar/<code>/cetak")
@staff
def printed(code: str) -> Response:
    event = event_or_404(code)
    frozen = door.frozen_code(event)
    return render(
        "attendees/screen/printed.html",
        event=event,
        qr=qr(_address(event, k=frozen)) if frozen else None,
    )


@bp.post("/layar/<code>/bekukan")
@staff
def freeze(code: str) -> Response:
    event = event_or_404(code)
    door.freeze(event)
    audit.record("door.freeze", f"kegiatan {event.code}", by=me())
    db.session.commit()
    return see_other("screen.printed", code=event.code)


@bp.post("/layar/<code>/lepas")
@staff
def unfreeze(code: str) -> Response:
    event = event_or_404(code)
    door.unfreeze(event)
    audit.record("door.unfreeze", f"kegiatan {event.code}", by=me())
    db.session.commit()
    return see_other("screen.printed", code=event.code)


@lru_cache(maxsize=64)
def qr(address: str) -> str:
    """The QR as SVG with an own white ground: cameras want it in dark mode, too."""
    return segno.make(address, error="m", micro=False).svg_inline(
        border=4, light="#fff", dark="#000", omitsize=True, svgclass=None, lineclass=None
    )


def agenda(event: Event, moment: datetime) -> list[Item]:
    """The agenda around the item that runs now, which is the last whose hour has come."""
    items = event.agenda_items
    today = wib.today(moment) == event.day
    started = [n for n, text in enumerate(items) if today and _has_begun(text, moment)]
    current = started[-1] if started else -1
    first = max(0, min(current - 1, len(items) - ITEMS_SHOWN))
    shown = list(enumerate(items))[first : first + ITEMS_SHOWN]
    return [Item(text.strip(), n == current) for n, text in shown]


def _has_begun(item: str, moment: datetime) -> bool:
    match = ITEM_TIME.match(item)
    clock = wib.local(moment)
    return match is not None and (int(match[1]), int(match[2])) <= (clock.hour, clock.minute)


def _code(event: Event) -> dict[str, Any]:
    """What the phones need now, or in words why they need nothing."""
    moment = now()
    state = event.door_state(moment)
    is_open = state is DoorState.OPEN
    left = door.seconds_to_next(moment)
    return {
        "state": state,
        "qr": qr(_address(event, k=door.code(event, moment))) if is_open else None,
        "digits": door.digits(event, moment) if is_open else "",
        "next_ms": int(left * 1000),
        "dies_ms": int((left + door.STEP * (door.STEPS_KEPT - 1)) * 1000),
        "typed_address": _address(event).partition("://")[2],
        "moment": moment,
    }


def _hall(event: Event) -> dict[str, Any]:
    items = agenda(event, now())
    current = next((n for n, item in enumerate(items) if item.is_current), -1)
    mark = hash((tuple(items), current)) & 0xFFFF_FFFF
    return {
        "agenda": items,
        "left_out": len(event.agenda_items) - len(items),
        "etag": f"{event.version}-{mark:x}",
    }


def _address(event: Event, **values: Any) -> str:
    """The hall's address by the configured name of the house, whatever host we were asked by."""
    base: str = current_app.config["BASE_URL"]
    return base.rstrip("/") + url_for("hall.enter", code=event.code, **values)
