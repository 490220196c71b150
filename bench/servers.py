"""A server for one measurement, started as `make run` starts it: python -m app.start."""

from __future__ import annotations

import http.cookiejar
import os
import re
import secrets
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# As `python -m`, but without what the tests alone have installed: Mako loads it where it is there,
# and five megabytes with it.
AS_INSTALLED = """
import runpy, sys
sys.modules["pygments"] = None
runpy.run_module(sys.argv.pop(1), run_name="__main__", alter_sys=True)
"""


def settled(folder: str, **more: str) -> dict[str, str]:
    """The settings of a server without a demo; this process has them too from here on."""
    settings = {
        "BALAI_DATA": folder,
        "BALAI_SECRET_KEY": secrets.token_hex(32),
        "BALAI_LOG_LEVEL": "INFO",  # production writes a line a request
        "BALAI_DEMO": "0",
    }
    settings |= more
    os.environ.update(settings)
    return settings


class Server:
    """A started server; `seconds` tells how long it took from the command to the first answer."""

    def __init__(self, data: Path, module: str = "app.start", **settings: str) -> None:
        self.data = data
        self.port = free_port()
        self.base = f"http://localhost:{self.port}"
        clean = {name: value for name, value in os.environ.items() if not name.startswith("BALAI_")}
        begun = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-c", AS_INSTALLED, module, "--port", str(self.port)],
            cwd=ROOT,
            env=clean | {"BALAI_DATA": str(data)} | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # its log, a line a request where BALAI_LOG_LEVEL says so
            text=True,
        )
        assert self.process.stdout is not None
        if not any("Ctrl-C" in line for line in self.process.stdout):
            raise RuntimeError(f"{module} did not start.")
        self.seconds = time.perf_counter() - begun

    def codes(self) -> dict[str, str]:
        """The codes of the kegiatan by their state, the newest of each."""
        with closing(sqlite3.connect(self.data / "balai.sqlite")) as connection:
            query = "SELECT status, code FROM event ORDER BY id"
            return dict(connection.execute(query).fetchall())

    def logged_in(self, username: str) -> Browser:
        """A browser in which an account of the demo is logged in."""
        lines = (self.data / "demo-accounts.txt").read_text().splitlines()
        password = {line.split()[0]: line.split()[1] for line in lines if line}[username]
        browser = Browser(self.base)
        browser.send("/masuk", "/masuk", username=username, password=password)
        return browser

    def stop(self) -> None:
        self.process.terminate()
        self.process.communicate(timeout=20)


class Browser:
    """Keeps cookies, and fills in the hidden token of forms."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str) -> bytes:
        return bytes(self._opener.open(self.base + path, timeout=60).read())

    def send(self, page: str, path: str, **fields: str) -> bytes:
        """Open the page for its token, then post the form to `path`."""
        found = re.search(rb'name="csrf_token"[^>]*value="([^"]+)"', self.get(page))
        if not found:
            raise RuntimeError(f"{page} has no token.")
        return self.post(path, **fields | {"csrf_token": found[1].decode()})

    def post(self, path: str, **fields: str) -> bytes:
        body = urllib.parse.urlencode(fields).encode()
        return bytes(self._opener.open(self.base + path, body, timeout=60).read())


@contextmanager
def serving(data: Path, module: str = "app.start", **settings: str) -> Iterator[Server]:
    server = Server(data, module, **settings)
    try:
        yield server
    finally:
        server.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
