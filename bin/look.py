"""Pictures of pages as people meet them: phone 360 × 740 and PC 1280 × 800, light and dark.

    bin/look /masuk /kegiatan                     a fresh demo is started, and stopped afterwards
    bin/look --as petugas /kegiatan/{done}/hadir  logged in; {done} and {today} are the codes of the
                                                  finished and of the running kegiatan of the demo
    bin/look --base http://localhost:8000 --data data --as admin /pengaturan    a server that runs
    bin/look --sizes pc --themes light --full --to /tmp/pictures /direktori

Prints a line for each picture and complains about pages that are wider than their window, errors in
the console, and answers other than 200. Runs with another Python when PYTHON names it.
"""

from __future__ import annotations

import argparse
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, cast

from playwright.sync_api import Browser, Page, sync_playwright

Theme = Literal["light", "dark"]
ROOT = Path(__file__).resolve().parent.parent
SIZES: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True},
    "pc": {"viewport": {"width": 1280, "height": 800}},
}


def main() -> None:
    wanted = arguments()
    folder = Path(wanted.to)
    folder.mkdir(parents=True, exist_ok=True)
    with server(wanted) as (base, data), sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for size in wanted.sizes.split(","):
            for theme in wanted.themes.split(","):
                look(browser, base, data, wanted, size, cast(Theme, theme))
        browser.close()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("addresses", nargs="+", help="paths like /kegiatan")
    parser.add_argument("--as", dest="account", help="user name of a demo account")
    parser.add_argument("--to", default="tmp/pictures", help="folder for the pictures")
    parser.add_argument("--base", help="address of a server that runs already")
    parser.add_argument("--data", default="data", help="data folder of that server")
    parser.add_argument("--sizes", default="phone,pc")
    parser.add_argument("--themes", default="light,dark")
    parser.add_argument("--full", action="store_true", help="the whole page, not one window of it")
    return parser.parse_args()


def look(
    browser: Browser, base: str, data: Path, wanted: argparse.Namespace, size: str, theme: Theme
) -> None:
    context = browser.new_context(base_url=base, locale="id-ID", color_scheme=theme, **SIZES[size])
    page = context.new_page()
    page.on("console", lambda m: print(f"  ! {m.text}") if m.type == "error" else None)
    page.on("pageerror", lambda error: print(f"  ! {error}"))
    if wanted.account:
        log_in(page, wanted.account, data)
    for address in wanted.addresses:
        path = with_codes(address, data)
        answer = page.goto(path)
        name = re.sub(r"[^\w{}]+", "-", address).strip("-").replace("{", "").replace("}", "")
        picture = Path(wanted.to) / f"{name or 'start'}-{size}-{theme}.png"
        page.screenshot(path=picture, full_page=wanted.full)
        print(picture, *complaints(page, answer.status if answer else 0))
    context.close()


def complaints(page: Page, status: int) -> Iterator[str]:
    if status != 200:
        yield f"  ! answered {status}"
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if width > 0:
        yield f"  ! {width} px wider than the window"


def log_in(page: Page, username: str, data: Path) -> None:
    lines = (data / "demo-accounts.txt").read_text().splitlines()
    passwords = {line.split()[0]: line.split()[1] for line in lines if line}
    page.goto("/masuk")
    page.fill("[name=username]", username)
    page.fill("[name=password]", passwords[username])
    page.click("main form button, form button[type=submit]")
    page.wait_for_url(lambda url: not url.endswith("/masuk"))


def with_codes(address: str, data: Path) -> str:
    """Fill in the codes of the kegiatan of the demo."""
    if "{" not in address:
        return address
    query = "SELECT status, code FROM event ORDER BY id DESC"
    with sqlite3.connect(data / "balai.sqlite") as connection:
        codes = dict(connection.execute(query).fetchall())
    return address.format(done=codes.get("selesai"), today=codes.get("berlangsung"))


@contextmanager
def server(wanted: argparse.Namespace) -> Iterator[tuple[str, Path]]:
    """The server that runs already, or one of our own with a fresh demo."""
    if wanted.base:
        yield wanted.base, Path(wanted.data)
        return
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        process = subprocess.Popen(
            [sys.executable, "-m", "app.start", "--port", str(port)],
            cwd=ROOT,
            env={"BALAI_DATA": folder, "PATH": "/usr/bin:/bin"},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        if not any("Ctrl-C" in line for line in process.stdout):
            sys.exit("Balai did not start.")
        yield f"http://localhost:{port}", Path(folder)
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
