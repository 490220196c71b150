"""Chromium, Firefox ESR and WebKitGTK, as Debian has them, each with a window as large as a phone.

Chromium and WebKitGTK are spoken to by their WebDriver programs (HTTP), Firefox by Marionette (a
socket): the commands are those of the W3C in both, so that a way through the pages is written once.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from glob import glob
from pathlib import Path
from typing import Any

from tests.drivers import PATIENCE, PHONE, Driver, Send, WrongAnswer


@contextmanager
def chromium(folder: Path) -> Iterator[Driver]:
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}"]
    wanted = {"binary": shutil.which("chromium"), "args": [*flags, "--touch-events=enabled"]}
    phone = {"deviceMetrics": {**PHONE, "pixelRatio": 2.0, "mobile": True, "touch": True}}
    options = {"goog:chromeOptions": wanted | {"mobileEmulation": phone}}
    with webdriver("chromedriver", options) as send:
        yield Driver("Chromium", send, touches=True)


@contextmanager
def webkit(folder: Path) -> Iterator[Driver]:
    """On a screen of its own; it has no windowless way, and no touch by WebDriver."""
    found = sorted(glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser"))
    options = {"webkitgtk:browserOptions": {"binary": found[-1], "args": ["--automation"]}}
    style = folder / "gtk-3.0" / "gtk.css"
    style.parent.mkdir()
    style.write_text("* { min-width: 0; padding: 0; margin: 0; border-width: 0; }")  # narrow bars
    with screen() as display:
        its_own = {"DISPLAY": display, "XDG_CONFIG_HOME": str(folder)}
        with webdriver("WebKitWebDriver", options, its_own) as send:
            driver = Driver("WebKitGTK", send, touches=False)
            driver.be_as_large_as_a_phone()
            yield driver


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
        "toolkit.legacyUserProfileCustomizations.stylesheets": True,
    }
    lines = [
        f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in settings.items()
    ]
    (folder / "user.js").write_text("\n".join(lines))
    style = folder / "chrome" / "userChrome.css"
    style.parent.mkdir()
    style.write_text(":root { min-width: 0 !important; }")  # else no window is as narrow as a phone
    command = ["firefox-esr", "--headless", "--marionette", "--no-remote", "--profile", str(folder)]
    with running(command):
        note = folder / "MarionetteActivePort"
        wait_until(lambda: note.exists() and note.read_text().strip())
        with socket.create_connection(("127.0.0.1", int(note.read_text())), PATIENCE * 2) as wire:
            marionette = Marionette(wire)
            marionette("", "NewSession", capabilities={})
            driver = Driver("Firefox ESR", marionette, touches=True)
            driver.be_as_large_as_a_phone()
            yield driver


# -- how they are spoken to


@contextmanager
def webdriver(
    program: str, options: dict[str, Any], settings: dict[str, str] | None = None
) -> Iterator[Send]:
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

    with running([program, f"--port={port}"], settings):
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
def screen() -> Iterator[str]:
    """The name of a display that nobody sees; the server itself finds one that is free."""
    out, given = os.pipe()
    command = ["Xvfb", "-displayfd", str(given), "-screen", "0", "800x1000x24"]
    with os.fdopen(out) as told, running([*command, "-nolisten", "tcp"], keep=[given]):
        os.close(given)
        yield f":{told.readline().strip()}"


@contextmanager
def running(
    command: list[str], settings: dict[str, str] | None = None, keep: list[int] | None = None
) -> Iterator[None]:
    """A program, for as long as it is needed; whatever it has started ends with it."""
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | (settings or {}),
        pass_fds=keep or [],
        start_new_session=True,
    ) as process:
        try:
            yield
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)


def wait_until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise WrongAnswer("The browser does not start.")
        time.sleep(0.1)


def accepts(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
