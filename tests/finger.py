"""A finger on the glass: touches as the screen of a phone reports them to Chromium.

Playwright's `tap` and `mouse` begin further inside, where no gesture is recognised any more.
"""

from __future__ import annotations

import time

from playwright.sync_api import Locator, Page

Point = tuple[float, float]


class Finger:
    """It touches where it is told, at once: Chromium hears of each touch before the next begins."""

    def __init__(self, page: Page) -> None:
        self._wire = page.context.new_cdp_session(page)

    def flick(self, points: list[Point]) -> None:
        """Along the points, quick to the last: lifted while it still moves."""
        self._send("touchStart", points[0])
        for point in points[1:]:
            time.sleep(0.012)
            self._send("touchMove", point)
        self._send("touchEnd")

    def tap(self, point: Point) -> None:
        self._send("touchStart", point)
        self._send("touchEnd")

    def _send(self, kind: str, *points: Point) -> None:
        touches = [{"x": x, "y": y} for x, y in points]
        self._wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})


def middle(element: Locator) -> Point:
    """Of what stands on the screen already; to look for it would take the finger's time."""
    box = element.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
