"""What is asked of every page: each question looks at a page that is open, and names its faults.

A question leaves the page as it has found it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text()
CONTRAST = {"runOnly": ["color-contrast"]}  # all that the colour scheme can change
# What reaches beyond the window, or stands in a column of a letter or two.
BEYOND = """
() => [...document.querySelectorAll('main *')].filter(one => {
  const box = one.getBoundingClientRect();
  if (!one.checkVisibility() || one.closest('.visually-hidden') || !box.width) return false;
  return box.right > innerWidth + 1 || (one.matches('.material-what') && box.width < 100);
}).map(one => `${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 40)}`)
"""
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


def wrong_by_axe(page: Page) -> list[str]:
    return _axe(page, {})


def hard_to_read_in_the_dark(page: Page) -> list[str]:
    page.emulate_media(color_scheme="dark")
    found = _axe(page, CONTRAST)
    page.emulate_media(color_scheme="light")
    return found


def too_wide(page: Page) -> list[str]:
    """Whether it scrolls sideways at the width of the device, and on a phone at 320 px too."""
    size = page.viewport_size
    assert size is not None
    wide = []
    for width in [size["width"], 320] if size["width"] < 400 else [size["width"]]:
        page.set_viewport_size({"width": width, "height": size["height"]})
        needed = page.evaluate("document.documentElement.scrollWidth")
        wide += [f"{needed} px wide on a screen of {width} px"] if needed > width else []
    page.set_viewport_size(size)
    return wide


def too_low_for_a_finger(page: Page) -> list[str]:
    return list(page.evaluate(TOO_LOW))


def moves_against_the_wish(page: Page) -> list[str]:
    """What moves although somebody has asked their device for less of it."""
    page.emulate_media(reduced_motion="reduce")
    found = list(page.evaluate(MOVES))
    page.emulate_media(reduced_motion="no-preference")
    return found


def cut_off_when_enlarged(page: Page) -> list[str]:
    """By the browser, twice: that leaves 640 × 400 of the 1280 × 800 of a PC."""
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": 640, "height": 400})
    found = list(page.evaluate(CUT_OFF))
    page.set_viewport_size(size)
    return found


def cut_off_with_large_letters(page: Page) -> list[str]:
    """Letters of twice the size."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found = list(page.evaluate(CUT_OFF))
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found


def beyond_the_narrowest_phone(page: Page) -> list[str]:
    """Letters of twice the size on 320 × 640."""
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found = list(page.evaluate(BEYOND))
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size(size)
    return found


def _axe(page: Page, options: dict[str, Any]) -> list[str]:
    """What axe-core has to complain about, with the first element concerned."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    quickly = {"resultTypes": ["violations"], "preload": False}
    result = page.evaluate("options => axe.run(options)", quickly | options)
    return [
        f"{found['id']}: {found['nodes'][0]['html'][:120]} ({found['nodes'][0]['failureSummary']})"
        for found in result["violations"]
    ]
