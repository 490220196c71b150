"""python -m tests.saved_pages FOLDER: every page of the house in a file, as its reader gets it."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from app import create_app
from app.access import COOKIE
from app.accounts.models import LoginSession, hash_token, new_token
from app.extensions import db
from tests.browser import Browser
from tests.factories import Factory
from tests.house import House

SECRET = "only-for-this-audit-of-our-own-pages"


def main() -> None:
    pages = Path(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="balai-house-") as data:
        for number, (address, html) in enumerate(every_page(data)):
            name = re.sub(r"\W+", "-", address).strip("-")
            (pages / f"{number:03}-{name}.html").write_text(html)


def every_page(data: str) -> Iterator[tuple[str, str]]:
    quiet = {"SECRET_KEY": SECRET, "LOG_LEVEL": "CRITICAL", "BASE_URL": "http://localhost"}
    app = create_app(quiet | {"TESTING": True, "DATA": data})
    app.test_client_class = Browser
    with app.app_context():
        db.create_all()
    house = House(app, Factory(app))
    office = logged_in(app, house)
    house.fill(office)
    for browser, addresses in house.readers(office):
        for address in addresses:
            yield address, browser.get(address).text
    with app.app_context():
        db.engine.dispose()


def logged_in(app: Flask, house: House) -> Browser:
    token = new_token()
    with app.app_context():
        db.session.add(LoginSession(token_hash=hash_token(token), account_id=house.admin.id))
        db.session.commit()
    browser: Browser = app.test_client()
    browser.set_cookie(COOKIE, token)
    return browser


if __name__ == "__main__":
    main()
