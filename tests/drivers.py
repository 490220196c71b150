"""Browsers of several makers, each spoken to by what it brings along itself.

Chromium and WebKitGTK by their WebDriver programs (HTTP), Firefox by Marionette (a socket): the
commands are those of the W3C in both, so that a way through the pages is written once. All from
Debian's packages; nothing else is needed.
"""

from __future__ import annotations

import base64
import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path
from typing import Any

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the key that the W3C gave to elements
PATIENCE = 30  # seconds
WINDOW = {"width": 400, "height": 800}

Send = Callable[..., Any]


class WrongAnswer(Exception):
    """The browser would not do it."""


class Driver:
    """A browser and what a person does with it."""

    def __init__(self, name: str, send: Send, *, touches: bool) -> None:
        self.name, self._send, self.touches = name, send, touches

    def open(self, address: str) -> None:
        self._send("url", "Navigate", url=address)

    def run(self, script: str, *given: Any) -> Any:
        return self._send("execute/sync", "ExecuteScript", script=script, args=list(given))

    def address(self) -> str:
        return str(self.run("return location.href"))

    def text(self) -> str:
        return str(self.run("return document.body.innerText"))

    def wait_for(self, script: str, *given: Any) -> Any:
        """What the script returns, as soon as that is something."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if found := self.run(script, *given):
                    return found
            except WrongAnswer:  # between two pages
                pass
            time.sleep(0.1)
        raise AssertionError(f"{self.name} waits in vain for {script} {given} at {self.address()}")

    def press(self, words: str) -> None:
        """Put the finger, or the mouse, on the link or button that begins so. Where the machine is
        so busy that the browser takes it for a long touch, and clicks nothing, put it there again.
        """
        for _ in range(3):
            x, y = self._place(PLACE_OF_WORDS, words)
            self.run(LISTEN)
            self._point([self._move(x, y), {"type": "pointerDown", "button": 0}, self._up()])
            if self._heard():
                return
        raise AssertionError(f"{self.name} does not press {words} at {self.address()}")

    def _heard(self) -> bool:
        end = time.monotonic() + 3
        while time.monotonic() < end:
            try:
                if self.run("return window.heard") is not False:  # another page knows nothing
                    return True
            except WrongAnswer:  # between two pages
                return True
            time.sleep(0.1)
        return False

    def draw(self, selector: str) -> None:
        """A zigzag across an element."""
        left, top, width, height = self._place(BOX, selector)
        first = self._move(left + 20, top + height / 2)
        steps = [
            self._move(left + 20 + n * (width - 40) / 12, top + height * (0.3 + 0.4 * (n % 2)), 30)
            for n in range(1, 12)
        ]
        self._point([first, {"type": "pointerDown", "button": 0}, *steps, self._up()])

    def write(self, selector: str, text: str) -> None:
        """Key by key into the field."""
        x, y, *_ = self._place(BOX, selector)
        self._point([self._move(x + 10, y + 10), {"type": "pointerDown", "button": 0}, self._up()])
        keys = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keyboard", "actions": keys})

    def picture(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self._send("screenshot", "TakeScreenshot", get=True)))

    def _place(self, script: str, given: str) -> Any:
        """Where something is, once it has come to rest: scrolling takes a moment."""
        before = None
        while before != (place := self.wait_for(script, given)):
            before = place
            time.sleep(0.2)
        return place

    def _point(self, actions: list[dict[str, Any]]) -> None:
        kind = {"pointerType": "touch" if self.touches else "mouse"}
        self._act({"type": "pointer", "id": "finger", "parameters": kind, "actions": actions})

    def _act(self, source: dict[str, Any]) -> None:
        self._send("actions", "PerformActions", actions=[source])

    def _move(self, x: float, y: float, ms: int = 0) -> dict[str, Any]:
        place = {"x": round(x), "y": round(y), "origin": "viewport"}
        return {"type": "pointerMove", "duration": ms, **place}

    def _up(self) -> dict[str, Any]:
        return {"type": "pointerUp", "button": 0}


PLACE_OF_WORDS = """
const words = arguments[0];
const found = [...document.querySelectorAll('a[href], button, summary')].find(
  one => one.textContent.trim().startsWith(words) && one.getClientRects().length);
if (!found || document.readyState !== 'complete') return null;
found.scrollIntoView({ block: 'center' });
const box = found.getBoundingClientRect();
return [box.x + box.width / 2, box.y + box.height / 2];
"""
LISTEN = """
window.heard = false;
addEventListener('click', () => { window.heard = true; }, { capture: true, once: true });
"""
BOX = """
const found = document.querySelector(arguments[0]);
if (!found || document.readyState !== 'complete') return null;
found.scrollIntoView({ block: 'center' });
const box = found.getBoundingClientRect();
return [box.x, box.y, box.width, box.height];
"""


# -- the three


@contextmanager
def chromium(folder: Path) -> Iterator[Driver]:
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}"]
    wanted = {"binary": shutil.which("chromium"), "args": [*flags, "--touch-events=enabled"]}
    phone = {"deviceMetrics": {**WINDOW, "pixelRatio": 2.0, "mobile": True, "touch": True}}
    options = {"goog:chromeOptions": wanted | {"mobileEmulation": phone}}
    with webdriver("chromedriver", options) as send:
        yield Driver("Chromium", send, touches=True)


@contextmanager
def webkit(folder: Path) -> Iterator[Driver]:
    """Under a screen of its own where there is none; it has no windowless way."""
    found = sorted(glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser"))
    options = {"webkitgtk:browserOptions": {"binary": found[-1], "args": ["--automation"]}}
    with webdriver("WebKitWebDriver", options, "xvfb-run", "-a") as send:
        send("window/rect", "", x=0, y=0, **WINDOW)
        yield Driver("WebKitGTK", send, touches=False)


@contextmanager
def firefox(folder: Path) -> Iterator[Driver]:
    settings = {
        "marionette.port": 0,
        "dom.w3c_touch_events.enabled": 1,
        "intl.accept_languages": "id",
        "app.update.disabledForTesting": True,
        "browser.shell.checkDefaultBrowser": False,
        "datareporting.policy.dataSubmissionEnabled": False,
        "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False,
        "services.settings.server": "data:,",
        "browser.safebrowsing.downloads.remote.enabled": False,
    }
    lines = [
        f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in settings.items()
    ]
    (folder / "user.js").write_text("\n".join(lines))
    command = ["firefox-esr", "--headless", "--marionette", "--no-remote", "--profile", str(folder)]
    with running([*command, "--width", "400", "--height", "800"]):
        note = folder / "MarionetteActivePort"
        wait_until(lambda: note.exists() and note.read_text().strip())
        with socket.create_connection(("127.0.0.1", int(note.read_text())), PATIENCE * 2) as wire:
            marionette = Marionette(wire)
            marionette("", "NewSession", capabilities={})
            yield Driver("Firefox ESR", marionette, touches=True)


# -- how they are spoken to


@contextmanager
def webdriver(program: str, options: dict[str, Any], *under: str) -> Iterator[Send]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = f"http://127.0.0.1:{port}/session"

    def ask(address: str, method: str, words: dict[str, Any] | None) -> Any:
        body = None if words is None else json.dumps(words).encode()
        request = urllib.request.Request(address, body, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE * 2) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise WrongAnswer(error.read().decode()) from error

    with running([*under, program, f"--port={port}"]):
        wait_until(lambda: accepts(port))
        told = ask(base, "POST", {"capabilities": {"alwaysMatch": options}})
        session = f"{base}/{told['sessionId']}"

        def send(path: str, _command: str, *, get: bool = False, **words: Any) -> Any:
            return ask(f"{session}/{path}", "GET" if get else "POST", None if get else words)

        try:
            yield send
        finally:
            ask(session, "DELETE", None)


class Marionette:
    """Firefox's own: `length:[0, id, command, words]`, answered `length:[1, id, error, result]`."""

    def __init__(self, wire: socket.socket) -> None:
        self.file, self.last = wire.makefile("rwb"), 0
        self._receive()  # it introduces itself

    def __call__(self, _path: str, command: str, *, get: bool = False, **words: Any) -> Any:
        self.last += 1
        body = json.dumps([0, self.last, f"WebDriver:{command}", words]).encode()
        self.file.write(f"{len(body)}:".encode() + body)
        self.file.flush()
        _, _, error, result = self._receive()
        if error:
            raise WrongAnswer(f"{error['error']}: {error['message']}")
        return result.get("value") if isinstance(result, dict) else result

    def _receive(self) -> Any:
        length = b""
        while (one := self.file.read(1)) != b":":
            if not one:
                raise WrongAnswer("Firefox is gone.")
            length += one
        return json.loads(self.file.read(int(length)))


@contextmanager
def running(command: list[str]) -> Iterator[None]:
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            yield
        finally:
            process.terminate()


def wait_until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise WrongAnswer("The browser does not start.")
        time.sleep(0.1)


def accepts(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
