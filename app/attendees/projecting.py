"""What every picture of the projector needs: the code of the door, the counter, the slides."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import segno
from flask import current_app, url_for

from app import wib
from app.attendees import door
from app.columns import now
from app.events.models import DoorState, Event, Slide

ITEM_TIME = re.compile(r"\s*(\d{1,2})[.:](\d{2})\b")
ITEMS_SHOWN = 5  # with a line for the rest below; what the projector has room for


class Item(NamedTuple):
    text: str
    is_current: bool


class Choice(NamedTuple):
    """A slide, the digit that chooses it, and where its part comes from."""

    slide: Slide
    digit: int
    address: str


def surroundings(event: Event) -> dict[str, Any]:
    """All that stands on the page of the projector whichever slide it shows."""
    return {"event": event, **code_now(event), **hall_now(event)}


def slides_of(event: Event) -> list[Choice]:
    """In the order in which a meeting needs them."""
    here = url_for("screen.show", code=event.code)
    return [
        Choice(slide, n, here if slide is Slide.CODE else f"{here}/{slide.value}")
        for n, slide in enumerate(Slide, 1)
    ]


@lru_cache(maxsize=64)
def qr(address: str) -> str:
    """The QR as SVG with an own white ground: cameras want it in dark mode, too."""
    return segno.make(address, error="m", micro=False).svg_inline(
        border=4, light="#fff", dark="#000", omitsize=True, svgclass=None, lineclass=None
    )


def qr_of(event: Event, code: str) -> str:
    """What opens the hall with this code."""
    return qr(_address(event, k=code))


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


def code_now(event: Event) -> dict[str, Any]:
    """What the phones need now, or in words why they need nothing."""
    moment = now()
    state = event.door_state(moment)
    is_open = state is DoorState.OPEN
    left = door.seconds_to_next(moment)
    return {
        "state": state,
        "qr": qr_of(event, door.code(event, moment)) if is_open else None,
        "digits": door.digits(event, moment) if is_open else "",
        "next_ms": int(left * 1000),
        "dies_ms": int((left + door.STEP * (door.STEPS_KEPT - 1)) * 1000),
        "typed_address": _address(event).partition("://")[2],
        "moment": moment,
    }


def hall_now(event: Event) -> dict[str, Any]:
    items = agenda(event, now())
    current = next((n for n, item in enumerate(items) if item.is_current), -1)
    mark = hash((tuple(items), current)) & 0xFFFF_FFFF
    return {
        "agenda": items,
        "left_out": len(event.agenda_items) - len(items),
        "etag": f"{event.version}-{event.slide}-{mark:x}",
    }


def _address(event: Event, **values: Any) -> str:
    """The hall's address by the configured name of the house, whatever host we were asked by."""
    base: str = current_app.config["BASE_URL"]
    return base.rstrip("/") + url_for("hall.enter", code=event.code, **values)
