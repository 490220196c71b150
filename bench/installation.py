"""A real Balai with the demo in a folder of its own, for benchmarks to talk to."""

from __future__ import annotations

import http.cookiejar
import os
import re
import socket
import sqlite3
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Balai:
    """A started server; `seconds` tells how long it took from the command to the first answer."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.base = f"http://localhost:{self.port}"
        begun = time.perf_counter()
        self.process = subprocess.Popen(
            [ROOT / "bin" / "run", "--port", str(self.port)],
            env={"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], "BALAI_DATA": str(data)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        if not any("Ctrl-C" in line for line in self.process.stdout):
            raise RuntimeError("Balai did not start.")
        self.seconds = time.perf_counter() - begun

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(self.base + path, timeout=60) as answer:
            return answer.read()  # type: ignore[no-any-return]

    def codes(self) -> dict[str, str]:
        """The codes of the kegiatan by their state, the newest of each."""
        with closing(sqlite3.connect(self.data / "balai.sqlite")) as connection:
            query = "SELECT status, code FROM event ORDER BY id"
            return dict(connection.execute(query).fetchall())

    def logged_in(self, username: str) -> urllib.request.OpenerDirector:
        """A browser in which an account of the demo is logged in."""
        lines = (self.data / "demo-accounts.txt").read_text().splitlines()
        password = {line.split()[0]: line.split()[1] for line in lines}[username]
        jar = http.cookiejar.CookieJar()
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        page = browser.open(f"{self.base}/masuk").read().decode()
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        assert found, "The log-in page has no token."
        form = {"username": username, "password": password, "csrf_token": found[1]}
        browser.open(f"{self.base}/masuk", urllib.parse.urlencode(form).encode()).read()
        return browser

    def stop(self) -> None:
        self.process.terminate()
        self.process.communicate(timeout=20)


@contextmanager
def balai(data: Path) -> Iterator[Balai]:
    server = Balai(data)
    try:
        yield server
    finally:
        server.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
