"""Every page with letters of twice the size, enlarged by the browser, and standing still."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from app.accounts.models import Account
from tests.browser import Browser
from tests.house import House
from tests.test_pages import house, take_over  # noqa: F401

# What reaches beyond the window to the right, where nothing around it can be scrolled sideways; and
# what hides a part of its own words. A projector's letters are as large as its screen.
CUT_OFF = """
() => {
  const scrolls = (one) => one && one !== document.body &&
    (/auto|scroll/.test(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
  const wide = document.documentElement.scrollWidth;
  const found = wide > innerWidth ? [`${wide} px wide in a window of ${innerWidth} px`] : [];
  for (const one of document.body.querySelectorAll("*")) {
    const box = one.getBoundingClientRect();
    if (!one.checkVisibility() || box.width < 2 || box.right < 0) continue;
    if (one.closest(".visually-hidden, .projector")) continue;
    const style = getComputedStyle(one);
    const hides = /hidden|clip/.test(style.overflowX + style.overflowY) && one.textContent.trim() &&
      (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
    const outside = box.right > innerWidth + 1 && !scrolls(one.parentElement);
    if (hides || outside) {
      const words = one.textContent.trim().slice(0, 40);
      found.push(`${hides ? "hides" : "cut"} ${one.tagName}.${one.className}: ${words}`);
    }
  }
  return found;
}
"""
MOVES = """
() => [...document.querySelectorAll("*")].flatMap(
  (one) => ["", "::before", "::after"].map((part) => {
  const style = getComputedStyle(one, part || null);
  const moves = style.animationName !== "none" || style.scrollBehavior === "smooth" ||
    style.transitionDuration.split(", ").some((time) => parseFloat(time) > 0.01);
  return moves ? `${one.tagName}.${one.className}${part}` : "";
})).filter(Boolean).concat(document.getAnimations().map((one) => one.constructor.name))
"""


@pytest.fixture
def office(house: House, log_in: Callable[[Account], Browser]) -> Browser:  # noqa: F811
    return log_in(house.admin)


def every_page(
    house: House,  # noqa: F811
    office: Browser,
    context: BrowserContext,
) -> Iterator[tuple[str, Page]]:
    """Opened one after the other, in the real browser, as whoever may see it."""
    page = context.new_page()
    for browser, addresses in house.readers(office):
        context.clear_cookies()
        take_over(context, browser)
        for address in addresses:
            page.goto(address)
            yield address, page


@pytest.mark.browser
def test_letters_twice_as_large_fit_on_a_phone_and_nothing_moves(
    house: House,  # noqa: F811
    office: Browser,
    phone: BrowserContext,
) -> None:
    cut: dict[str, Any] = {}
    moving: dict[str, Any] = {}
    for address, page in every_page(house, office, phone):
        page.emulate_media(reduced_motion="reduce")
        if found := page.evaluate(MOVES):
            moving[address] = found
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if found := page.evaluate(CUT_OFF):
            cut[address] = found

    assert cut == {}
    assert moving == {}


@pytest.mark.browser
def test_a_page_that_the_browser_enlarges_twice_fits_on_a_pc(
    house: House,  # noqa: F811
    office: Browser,
    pc: BrowserContext,
) -> None:
    cut: dict[str, Any] = {}
    for address, page in every_page(house, office, pc):
        page.set_viewport_size({"width": 640, "height": 400})  # what is left of 1280 × 800
        if found := page.evaluate(CUT_OFF):
            cut[address] = found

    assert cut == {}


def test_no_script_lets_anything_glide() -> None:
    gliding = re.compile(r"behavior: *[\"']smooth|\.animate\(|startViewTransition")
    found = [
        file.name for file in Path("static/js").glob("*.js") if gliding.search(file.read_text())
    ]

    assert found == []
