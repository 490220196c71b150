"""A real browser for what only a browser shows. Fixtures are imported by tests/conftest.py."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from app.access import COOKIE
from app.accounts.models import Account, LoginSession, hash_token, new_token
from app.extensions import db

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


class Silent(WSGIRequestHandler):
    def log_request(self, *args: object) -> None:
        pass


@pytest.fixture
def live(app: Flask) -> Iterator[str]:
    """The address at which the application of this test answers."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    app.config["BASE_URL"] = f"http://127.0.0.1:{server.server_port}"
    yield app.config["BASE_URL"]
    server.shutdown()
    thread.join()
    server.server_close()


PATIENCE = 30_000  # ms in which a page does what it should; machines are slow and busy
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def phone(chromium: Browser, live: str) -> Iterator[BrowserContext]:
    """A cheap phone, 360 × 740, with a finger."""
    context = chromium.new_context(base_url=live, locale="id-ID", **PHONE)
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def pc(chromium: Browser, live: str) -> Iterator[BrowserContext]:
    """A PC in the office, 1280 × 800."""
    size = {"width": 1280, "height": 800}
    context = chromium.new_context(base_url=live, locale="id-ID", viewport=size)
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def log_in_there(app: Flask, live: str) -> Callable[[BrowserContext, Account], None]:
    """Log an account in in a real browser."""

    def log_in_there(context: BrowserContext, account: Account) -> None:
        token = new_token()
        with app.app_context():
            db.session.add(LoginSession(token_hash=hash_token(token), account_id=account.id))
            db.session.commit()
        context.add_cookies([{"name": COOKIE, "value": token, "url": live}])

    return log_in_there
