"""python -m bench.slow_phone: how long a cheap phone on a bad line waits for the sign-in.

Chromium as such a phone: slow 3G as Lighthouse means it (400 ms there and back, 400 kbit/s) and a
CPU that is six times slower than this machine's. Each load begins with an empty cache. The figure
is the lowest of several: whatever else runs on this machine only ever adds to it. Beside it stands
a page of one word that needs no line: what such a CPU takes to paint anything at all.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from app.attendees import door
from app.columns import now
from app.events.models import Event
from bench.figures import Figure, at_most, report
from bench.hall_of_300 import prepare
from bench.servers import serving, settled

LIMIT = 2500  # ms
ROUNDS = 5
SLOWER = 6
LINE = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
}

# In every page: note when a finger would find what it looks for, painted and listening. Scripts
# have run by then; the next frame comes only when nothing keeps the page from reacting.
WATCH = """
addEventListener("DOMContentLoaded", () => {
  const look = () => {
    const found = document.querySelector("form[data-sign] canvas, .choices-list a, body > b");
    const listens = found && (found.tagName !== "CANVAS" || found.style.touchAction === "none");
    if (!listens || !performance.getEntriesByName("first-contentful-paint").length) {
      return requestAnimationFrame(look);
    }
    requestAnimationFrame(() => setTimeout(() => { window.usableAt = performance.now(); }));
  };
  look();
});
"""
WAIT = """
() => new Promise((done) => {
  const look = () => window.usableAt ? done(window.usableAt) : setTimeout(look, 20);
  look();
})
"""


Addresses = Callable[[], list[str]]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="balai-bench-") as folder:
        settings = settled(folder)
        event, ways = prepare()
        with serving(Path(folder), **settings) as server, sync_playwright() as playwright:
            chosen = shutil.which("chromium")
            chromium = playwright.chromium.launch(executable_path=chosen, args=FLAGS)
            figures = measure(chromium, f"{server.base}/h/{event.code}", event, ways[0][2])
            chromium.close()
    report(figures)


def measure(chromium: Browser, hall: str, event: Event, person: int) -> list[Figure]:
    def scan() -> list[str]:
        return [f"{hall}?k={door.code(event, now())}"]

    line = f"slow 3G, CPU {SLOWER} times slower, lowest of {ROUNDS}"
    floor = lowest("a page of one word", chromium, lambda: ["data:text/html,<b>Balai</b>"])
    choose = lowest("from the QR to the choice", chromium, scan)
    sign = lowest("the own page", chromium, lambda: [*scan(), f"{hall}/orang/{person}"])
    return [
        Figure(f"a page of one word, without a server; {line}", f"{floor:.0f} ms"),
        at_most(
            "from the QR until the first choice can be tapped, first visit", choose, LIMIT, "ms"
        ),
        at_most("the own page until it can be signed, nothing cached", sign, LIMIT, "ms"),
    ]


def lowest(what: str, chromium: Browser, addresses: Addresses) -> float:
    times = [load(chromium, addresses()) for _ in range(ROUNDS)]
    print(f"  {what}: {', '.join(f'{time:.0f}' for time in times)} ms", flush=True)
    return min(times)


def load(chromium: Browser, addresses: list[str]) -> float:
    """Milliseconds until the last of these pages is usable, from the moment it is asked for."""
    context = chromium.new_context(locale="id-ID", **PHONE)
    page = context.new_page()
    page.add_init_script(WATCH)
    for address in addresses[:-1]:
        page.goto(address)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.clearBrowserCache")
    wire.send("Network.emulateNetworkConditions", LINE)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(addresses[-1], wait_until="commit")
    usable = float(page.evaluate(WAIT))
    context.close()
    return usable


if __name__ == "__main__":
    main()
