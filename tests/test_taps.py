"""Everything that a finger presses on the pages of the office is large enough for it."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext

from tests.house import House
from tests.test_pages import LogIn, house  # noqa: F401

pytestmark = pytest.mark.browser

# A link in the middle of a sentence is as high as its line, and left out; so is what nobody sees.
TOO_LOW = """
() => [...document.querySelectorAll('a[href], button, summary')].filter(one => {
  const box = one.getBoundingClientRect();
  if (!one.checkVisibility() || !box.width || box.right < 0) return false;
  const beside = [...one.parentNode.childNodes].filter(node => node.nodeType === Node.TEXT_NODE);
  if (beside.some(node => /[\\p{L}]/u.test(node.textContent))) return false;
  return box.height < 43.5;
}).map(one => `${one.textContent.trim().slice(0, 40)}: ${one.getBoundingClientRect().height}`)
"""


def test_links_and_buttons_are_high_enough_for_a_finger(
    house: House,  # noqa: F811
    phone: BrowserContext,
    log_in_there: LogIn,
) -> None:
    log_in_there(phone, house.admin)
    page = phone.new_page()
    low = {}
    for address in house.office_pages():
        page.goto(address)
        if found := page.evaluate(TOO_LOW):
            low[address] = found

    assert low == {}
