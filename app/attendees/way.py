"""The way to one's own name: kelurahan, lingkungan, name. A step with one choice is left out."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from flask import Blueprint
from werkzeug.wrappers import Response

from app import here
from app.attendees.doors import guest
from app.attendees.queries import Name, names_in, other_names, places_invited, villages_invited
from app.attendees.tickets import Ticket
from app.events.models import Event
from app.web import render, render_alike

bp = Blueprint("hall", __name__)

OTHERS = "Undangan dari kecamatan, dinas, dan instansi lainnya"
LARGEST_FORM = 96_000  # bytes; the longest signature that is looked at takes half of it


@bp.url_value_preprocessor
def expect_small_forms(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Said here because this runs before anything reads the body, the CSRF check included."""
    here.asked().max_content_length = LARGEST_FORM


def show_villages(event: Event, ticket: Ticket) -> Response:
    """The first step, at the clean address of the hall."""
    villages, others = villages_invited(event)
    if len(villages) == 1 and not others:
        return show_places(event, ticket, villages[0].id, first=True)
    if others and not villages:
        return show_names(event, ticket, other_names(event), back=False, whose=OTHERS)
    by_district = groupby(villages, attrgetter("district"))
    districts = tuple((name, tuple(some)) for name, some in by_district)
    return _show("villages", event, ticket, districts=districts, others=others)


def show_places(event: Event, ticket: Ticket, village_id: int, *, first: bool) -> Response:
    found = places_invited(event, village_id)
    if len(found) == 1:
        return show_names(event, ticket, names_in(event, found[0].id), back=not first)
    return _show("places", event, ticket, places=tuple(found), back=not first)


def show_names(
    event: Event, ticket: Ticket, names: list[Name], *, back: bool, whose: str = ""
) -> Response:
    page = "attendees/hall/names.html"
    return render(page, event=event, ticket=ticket, names=names, back=back, whose=whose)


class Head(NamedTuple):
    """What stands above each step."""

    code: str
    title: str
    day: date
    place: str
    is_demo: bool


def _show(name: str, event: Event, ticket: Ticket, **choices: Any) -> Response:
    """Kelurahan and lingkungan are the same for every phone in the hall."""
    page = f"attendees/hall/{name}.html"
    if ticket.is_kiosk:
        return render(page, event=event, ticket=ticket, **choices)
    head = Head(event.code, event.title, event.day, event.place, event.is_demo)
    return render_alike(page, event=head, **choices)


@bp.get("/h/<code>/kelurahan/<int:village_id>")
@guest
def places(event: Event, ticket: Ticket, village_id: int) -> Response:
    return show_places(event, ticket, village_id, first=False)


@bp.get("/h/<code>/wilayah/<int:region_id>")
@guest
def names(event: Event, ticket: Ticket, region_id: int) -> Response:
    return show_names(event, ticket, names_in(event, region_id), back=True)


@bp.get("/h/<code>/lainnya")
@guest
def others(event: Event, ticket: Ticket) -> Response:
    return show_names(event, ticket, other_names(event), back=True, whose=OTHERS)
