"""Every page that a person can open, looked at by axe on a phone and on a PC, light and dark."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page

from app.accounts.models import Account
from tests.browser import Browser
from tests.factories import Factory
from tests.house import House

AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text()
CONTRAST = {"runOnly": ["color-contrast"]}  # all that the colour scheme can change
# What reaches beyond the window, or stands in a column of a letter or two.
CUT_OFF = """
() => [...document.querySelectorAll('main *')].filter(one => {
  const box = one.getBoundingClientRect();
  if (!one.checkVisibility() || one.closest('.visually-hidden') || !box.width) return false;
  return box.right > innerWidth + 1 || (one.matches('.material-what') && box.width < 100);
}).map(one => `${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 40)}`)
"""

# What a GET answers with that is no page: parts, pictures, files, and the way to another page.
NO_PAGES = {
    "presenter_room.enter",
    "asker.exchange",
    "directory.template",
    "desk.late.take",
    "desk.sheets.picture",
    "events.signers",
    "hall.kiosk_supplies",
    "hall.others",  # the same page as hall.names
    "followups.persons",
    "followups.proof",
    "hall.worker",  # a script
    "health.show",
    "invitations.replies",
    "invitee.enter",  # the way to invitee.show
    "invitee.entry",
    "invitee_letter.show",
    "keeper.enter",  # the way to keeper.show
    "keeper.proof",
    "office.emblem",
    "office.settings",
    "papers.first_page",
    "certificate_papers.preview",
    "photos.picture",
    "photos.thumbnail",
    "question_room.rows",
    "questions.typing_in.askers",
    "screen.code_now",
    "screen.hall_now",
    "static",
    *(
        f"{room}.{part}"
        for room in (
            "materials",
            "material_room",
            "presenter_materials",
            "public_materials",
            "invitee_materials",
        )
        for part in ("download", "everything", "picture", "thumbnail")
    ),
    "materials.version",
}


@pytest.fixture
def house(app: Flask, make: Factory, log_in: Callable[[Account], Browser]) -> House:
    house = House(app, make)
    house.fill(log_in(house.admin))
    return house


LogIn = Callable[[BrowserContext, Account], None]


@pytest.mark.browser
def test_nothing_is_wrong_with_a_page_of_the_office_on_a_phone(
    house: House, phone: BrowserContext, log_in_there: LogIn
) -> None:
    log_in_there(phone, house.admin)

    assert not faults(phone, house.office_pages())


@pytest.mark.browser
def test_nothing_is_wrong_with_a_page_of_the_office_on_a_pc(
    house: House, pc: BrowserContext, log_in_there: LogIn
) -> None:
    log_in_there(pc, house.admin)

    assert not faults(pc, house.office_pages())


@pytest.mark.browser
def test_nothing_is_wrong_with_a_page_for_participants(house: House, phone: BrowserContext) -> None:
    found = faults(phone, house.strangers_pages(), (200, 403, 404, 410))
    take_over(phone, house.phone)
    found += faults(phone, house.hall_pages())
    take_over(phone, house.kiosk())
    found += faults(phone, house.kiosk_pages())
    take_over(phone, house.keeper())
    found += faults(phone, house.keeper_pages())

    assert not found


@pytest.mark.browser
def test_nothing_is_wrong_with_a_page_for_presenters(house: House, phone: BrowserContext) -> None:
    take_over(phone, house.lectern())

    assert not faults(phone, house.presenter_pages())


@pytest.mark.browser
def test_letters_twice_as_large_fit_on_the_narrowest_phone(
    house: House, phone: BrowserContext
) -> None:
    take_over(phone, house.phone)
    take_over(phone, house.lectern())
    take_over(phone, house.keeper())
    page = phone.new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    wide = {}
    for address in house.hall_pages() + house.presenter_pages() + house.keeper_pages():
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if found := page.evaluate(CUT_OFF):
            wide[address] = found

    assert wide == {}


def test_no_page_is_forgotten(app: Flask, house: House) -> None:
    pages = house.office_pages() + house.strangers_pages()
    pages += house.hall_pages() + house.kiosk_pages() + house.keeper_pages()
    pages += house.presenter_pages()
    addresses = app.url_map.bind("localhost")
    known = [addresses.match(page.partition("?")[0])[0] for page in pages if page != "/tidak/ada"]
    views = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}

    assert views - NO_PAGES == set(known)


def faults(
    context: BrowserContext, addresses: Iterable[str], expected: Container[int] = (200,)
) -> list[str]:
    """What axe finds, and which pages scroll sideways at the width of the device, or at 320 px."""
    page = context.new_page()
    found = []
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        found += [] if answer.status in expected else [f"{address}: {answer.status}"]
        found += [f"{address}: {what}" for what in axe(page, {})]
        found += [f"{address} (dark): {what}" for what in axe(page, CONTRAST, "dark")]
        found += [f"{address}: {what}" for what in too_wide(page)]
    page.close()
    return found


def axe(page: Page, options: dict[str, Any], scheme: Any = "light") -> list[str]:
    """What axe-core has to complain about, with the first element concerned."""
    page.emulate_media(color_scheme=scheme)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    quickly = {"resultTypes": ["violations"], "preload": False}
    result = page.evaluate("options => axe.run(options)", quickly | options)
    return [
        f"{found['id']}: {found['nodes'][0]['html'][:120]} ({found['nodes'][0]['failureSummary']})"
        for found in result["violations"]
    ]


def too_wide(page: Page) -> list[str]:
    size = page.viewport_size
    assert size is not None
    wide = []
    for width in [size["width"], 320] if size["width"] < 400 else [size["width"]]:
        page.set_viewport_size({"width": width, "height": size["height"]})
        needed = page.evaluate("document.documentElement.scrollWidth")
        wide += [f"{needed} px wide on a screen of {width} px"] if needed > width else []
    page.set_viewport_size(size)
    return wide


def take_over(context: BrowserContext, browser: Browser) -> None:
    """Give a real browser the cookies of this one."""
    cookies = browser._cookies.values()
    url = browser.application.config["BASE_URL"]
    at = {"domain": urlsplit(url).hostname}
    context.add_cookies([{"name": c.key, "value": c.value, "path": c.path, **at} for c in cookies])
