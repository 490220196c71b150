"""What the one who started Balai reads, as soon as it really answers."""

from __future__ import annotations

import http.client
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import click
from flask import Flask

PATIENCE = 30  # seconds


def welcome_when_ready(app: Flask, host: str, port: int) -> None:
    """Wait beside the server until it answers, then print.

    The short delay lets the server fork its worker before a second thread exists.
    """
    begun = time.monotonic()
    timer = threading.Timer(0.1, _welcome, (app, host, port, begun))
    timer.daemon = True
    timer.start()


def _welcome(app: Flask, host: str, port: int, begun: float) -> None:
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    while not _answers(here, port, app):
        if time.monotonic() - begun > PATIENCE:
            click.echo(f"Balai does not answer on port {port}; its log tells why.")
            return
        time.sleep(0.05)
    click.echo(words(app, here, port))


def _answers(here: str, port: int, app: Flask) -> bool:
    connection = http.client.HTTPConnection(here, port, timeout=2)
    ours = urlsplit(app.config["BASE_URL"]).netloc
    try:
        connection.request("GET", "/sehat", headers={"Host": ours})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def words(app: Flask, here: str, port: int) -> str:
    """Addresses, demo accounts if there are any, and how to stop."""
    base = app.config["BASE_URL"]
    if app.config["PRODUCTION"]:
        return f"Balai answers on port {port} for {base}."
    local = "localhost" if here == "127.0.0.1" else here
    lines = ["", "Balai is running.", "", f"  Here              http://{local}:{port}"]
    if urlsplit(base).hostname not in {"localhost", "127.0.0.1"}:
        lines += [f"  Phones beside us  {base}", *without_internet(base)]
    lines += [*accounts(Path(app.config["DATA"])), "", f"  Data   {app.config['DATA']}"]
    return "\n".join([*lines, "  Stop   Ctrl-C", ""])


def without_internet(base: str) -> list[str]:
    """What to do in a hall that has no line; nothing of Balai needs the internet or HTTPS."""
    return [
        "",
        "  A hall without internet",
        "    1. Put this machine and the phones on one Wi-Fi: a router, or a phone's hotspot.",
        "    2. Start Balai again, so that it takes its address in that Wi-Fi.",
        f"    3. Show the QR on the projector; it then leads to that address (now {base}).",
    ]


def accounts(data: Path) -> list[str]:
    """The accounts of the demo: "username password role" a line."""
    try:
        lines = (data / "demo-accounts.txt").read_text().splitlines()
    except FileNotFoundError:
        return []
    split = [line.split(maxsplit=2) for line in lines if line.strip()]
    rows = [f"    {name:<12}{password:<24}{role}" for name, password, role in split]
    return ["", "  Demo accounts", *rows] if rows else []
