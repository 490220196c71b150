"""A browser of any maker, and what a person does with it: look, press, draw, write.

Each deed is done once, as a person does it, and what the page does not hear is a fault of the page:
nothing is tried again. `tests/makers.py` starts the browsers.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PATIENCE = 30  # seconds
PHONE = {"width": 360, "height": 740}
DOWN, UP = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}

Send = Callable[..., Any]


class WrongAnswer(Exception):
    """The browser would not do it."""


class Driver:
    """One open browser. Pictures of all steps go into the album, where there is one."""

    def __init__(self, name: str, send: Send, *, touches: bool) -> None:
        self.name, self._send, self.touches = name, send, touches
        self.album: Path | None = None

    def open(self, address: str) -> None:
        self._send("url", "Navigate", url=address)

    def run(self, script: str, *given: Any) -> Any:
        return self._send("execute/sync", "ExecuteScript", script=script, args=list(given))

    def text(self) -> str:
        return str(self.run("return document.body.innerText"))

    def be_as_large_as_a_phone(self) -> None:
        """A window has borders and bars, how large is known to the browser alone."""
        for bars in (0, PHONE["height"] - self._resize(PHONE["height"])[1]):
            size = self._resize(PHONE["height"] + bars)
        if size != list(PHONE.values()):
            raise WrongAnswer(f"{self.name} shows pages of {size}.")

    def _resize(self, height: int) -> Any:
        self._send("window/rect", "SetWindowRect", x=0, y=0, width=PHONE["width"], height=height)
        return self.run("return [innerWidth, innerHeight]")

    def wait_for(self, script: str, *given: Any) -> Any:
        """What the script returns, as soon as that is something."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if found := self.run(script, *given):
                    return found
            except WrongAnswer:  # between two pages
                pass
            time.sleep(0.05)
        where = self.run("return location.href")
        raise AssertionError(f"{self.name} waits in vain for {script} {given} at {where}")

    def press(self, words: str) -> None:
        """Put the finger, or the mouse, on the link, button or choice that begins so: once."""
        x, y = self._place(PLACE_OF_WORDS, words)
        self.run(LISTEN)
        self._point([self._move(x, y), DOWN, UP])
        heard = self.wait_for(HEARD, words)
        if heard not in (WANTED, LEFT):
            raise AssertionError(f"{self.name} presses {words} and reaches {heard}")

    def draw(self, selector: str) -> None:
        """A zigzag across an element, lifted while the finger still moves."""
        left, top, width, height = self._place(BOX, selector)
        first = self._move(left + 20, top + height / 2)
        steps = [
            self._move(left + 20 + n * (width - 40) / 12, top + height * (0.3 + 0.4 * (n % 2)), 30)
            for n in range(1, 12)
        ]
        self._point([first, DOWN, *steps, UP])

    def write(self, selector: str, text: str) -> None:
        """Key by key into the field."""
        x, y, *_ = self._place(BOX, selector)
        self._point([self._move(x + 10, y + 10), DOWN, UP])
        keys = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keyboard", "actions": keys})

    def look(self, words: str) -> None:
        """Put a picture of the page into the album."""
        if self.album:
            number = len(list(self.album.iterdir())) + 1
            picture = base64.b64decode(
                self._send("screenshot", "TakeScreenshot", get=True, full=False)
            )
            (self.album / f"{number:02} {words}.png").write_bytes(picture)

    def _place(self, script: str, given: str) -> Any:
        """Where something is, once it has come to rest: scrolling takes a moment."""
        before = None
        while before != (place := self.wait_for(script, given)):
            before = place
            time.sleep(0.1)
        self.look(given)
        return place

    def _point(self, actions: list[dict[str, Any]]) -> None:
        kind = {"pointerType": "touch" if self.touches else "mouse"}
        self._act({"type": "pointer", "id": "finger", "parameters": kind, "actions": actions})

    def _act(self, source: dict[str, Any]) -> None:
        self._send("actions", "PerformActions", actions=[source])

    def _move(self, x: float, y: float, ms: int = 0) -> dict[str, Any]:
        place = {"x": round(x), "y": round(y), "origin": "viewport"}
        return {"type": "pointerMove", "duration": ms, **place}


PLACE_OF_WORDS = """
const words = arguments[0];
const found = [...document.querySelectorAll('a[href], button, summary, label')].find(
  one => one.textContent.trim().startsWith(words) && one.getClientRects().length);
if (!found || document.readyState !== 'complete') return null;
found.scrollIntoView({ block: 'center' });
window.wanted = found;
const box = found.getBoundingClientRect();
return [box.x + box.width / 2, box.y + box.height / 2];
"""
WANTED, LEFT = "what was wanted", "another page"
# A click on something else, which lies over it or has moved there, is told by its name.
LISTEN = f"""
const wanted = window.wanted;
window.heard = null;
addEventListener('click', ({{ target }}) => {{
  window.heard = wanted.contains(target) ? '{WANTED}' : target.outerHTML.slice(0, 90);
}}, {{ capture: true, once: true }});
"""
HEARD = f"return window.heard === undefined ? '{LEFT}' : window.heard"
BOX = """
const found = document.querySelector(arguments[0]);
if (!found || document.readyState !== 'complete') return null;
found.scrollIntoView({ block: 'center' });
const box = found.getBoundingClientRect();
return [box.x, box.y, box.width, box.height];
"""
