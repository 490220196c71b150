"""Every page that a person can open, looked at in a browser: on a phone and on a PC, light and
dark, with letters and windows of other sizes, by axe and by eyes and fingers.

Each page is opened once a device and asked everything (`tests.page_questions`).
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page

from app.accounts.models import Account
from tests import page_questions as ask
from tests.browser import Browser
from tests.factories import Factory
from tests.house import House

Question = Callable[[Page], list[str]]

RIGHT = (ask.wrong_by_axe, ask.hard_to_read_in_the_dark, ask.too_wide)
ON_A_PHONE = (*RIGHT, ask.moves_against_the_wish, ask.cut_off_with_large_letters)
ON_A_PC = (*RIGHT, ask.cut_off_when_enlarged)
IN_THE_OFFICE = (*ON_A_PHONE, ask.too_low_for_a_finger)
IN_THE_HALL = (*ON_A_PHONE, ask.beyond_the_narrowest_phone)

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


# The pages of the office are most of them: two workers share them.
HALVES = pytest.mark.parametrize("half", [0, 1])


@HALVES
@pytest.mark.browser
def test_nothing_is_wrong_with_a_page_of_the_office_on_a_phone(
    house: House, phone: BrowserContext, log_in_there: LogIn, half: int
) -> None:
    log_in_there(phone, house.admin)

    assert not faults(phone, house.office_pages()[half::2], IN_THE_OFFICE)


@HALVES
@pytest.mark.browser
def test_nothing_is_wrong_with_a_page_of_the_office_on_a_pc(
    house: House, pc: BrowserContext, log_in_there: LogIn, half: int
) -> None:
    log_in_there(pc, house.admin)

    assert not faults(pc, house.office_pages()[half::2], ON_A_PC)


@pytest.mark.browser
def test_nothing_is_wrong_with_a_page_for_participants(house: House, phone: BrowserContext) -> None:
    found = faults(phone, house.strangers_pages(), ON_A_PHONE, (200, 403, 404, 410))
    take_over(phone, house.phone)
    found += faults(phone, house.hall_pages(), IN_THE_HALL)
    take_over(phone, house.kiosk())
    found += faults(phone, house.kiosk_pages(), ON_A_PHONE)
    take_over(phone, house.keeper())
    found += faults(phone, house.keeper_pages(), IN_THE_HALL)

    assert not found


@pytest.mark.browser
def test_nothing_is_wrong_with_a_page_for_presenters(house: House, phone: BrowserContext) -> None:
    take_over(phone, house.lectern())

    assert not faults(phone, house.presenter_pages(), IN_THE_HALL)


@pytest.mark.browser
def test_a_page_that_the_browser_enlarges_twice_fits_on_a_pc_of_whoever_may_open_it(
    house: House, pc: BrowserContext, log_in: Callable[[Account], Browser]
) -> None:
    _, *others = house.readers(log_in(house.admin))
    found = []
    for browser, addresses in others:
        pc.clear_cookies()
        take_over(pc, browser)
        found += faults(pc, addresses, (ask.cut_off_when_enlarged,), range(200, 500))

    assert not found


def test_no_page_is_forgotten(app: Flask, house: House) -> None:
    pages = house.office_pages() + house.strangers_pages()
    pages += house.hall_pages() + house.kiosk_pages() + house.keeper_pages()
    pages += house.presenter_pages()
    addresses = app.url_map.bind("localhost")
    known = [addresses.match(page.partition("?")[0])[0] for page in pages if page != "/tidak/ada"]
    views = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}

    assert views - NO_PAGES == set(known)


def faults(
    context: BrowserContext,
    addresses: Iterable[str],
    questions: Sequence[Question],
    expected: Container[int] = (200,),
) -> list[str]:
    """What the questions find wrong with the pages."""
    page = context.new_page()
    found = []
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        found += [] if answer.status in expected else [f"{address}: {answer.status}"]
        for question in questions:
            found += [f"{address}: {question.__name__}: {what}" for what in question(page)]
    page.close()
    return found


def take_over(context: BrowserContext, browser: Browser) -> None:
    """Give a real browser the cookies of this one."""
    cookies = browser._cookies.values()
    url = browser.application.config["BASE_URL"]
    at = {"domain": urlsplit(url).hostname}
    context.add_cookies([{"name": c.key, "value": c.value, "path": c.path, **at} for c in cookies])
