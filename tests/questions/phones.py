"""Phones of participants who have signed."""

from __future__ import annotations

import hashlib
import re
import secrets
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from app.attendees.models import Attendance
from app.attendees.receipts import COOKIE
from app.columns import now
from app.events.models import Event
from app.extensions import db
from tests.browser import Browser
from tests.factories import Factory

# A kegiatan whose day is over.
ENDED = {"starts_at": now() - timedelta(days=2), "ends_at": now() - timedelta(days=1, hours=20)}


def token_of(make: Factory, event: Event, **values: Any) -> tuple[str, Attendance]:
    """What the phone of somebody who has just signed holds, and the row."""
    token = secrets.token_hex(32)
    hashed = hashlib.sha256(token.encode()).hexdigest()
    return token, make.attendance(event, token_hash=hashed, **values)


def signed_in(make: Factory, event: Event, **values: Any) -> tuple[Browser, Attendance]:
    token, attendance = token_of(make, event, **values)
    browser: Browser = make.app.test_client()
    browser.set_cookie(COOKIE, token, path=f"/r/{event.code}")
    return browser, attendance


def room(event: Event, *parts: str) -> str:
    return "/".join([f"/r/{event.code}/pertanyaan", *parts])


def question_form(**changes: Any) -> dict[str, Any]:
    form = {"words": "Berapa iurannya?", "topic": "iuran", "request_id": secrets.token_hex(16)}
    return form | changes


def text_of(page: Any, part: str = "") -> str:
    """The words of a page, or of one of its elements with an id up to the end of the section."""
    html = page.text
    if part:
        found = re.search(rf'<(\w+) id="{part}".*?</\1>', html, re.DOTALL)
        html = found[0] if found else ""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def change(app: Flask, event: Event, values: dict[str, Any]) -> None:
    with app.app_context():
        found = db.session.get(Event, event.id)
        for name, value in values.items():
            setattr(found, name, value)
        db.session.commit()


def sending(phone: Browser, address: str, form: Any = None) -> Callable[[], TestResponse]:
    """A form sent by another tab of this phone, once it is called."""
    tab: Browser = phone.application.test_client()
    tab._cookies = dict(phone._cookies)
    return lambda: tab.post(address, data=form)


def at_once(deeds: Sequence[Callable[[], TestResponse]]) -> list[TestResponse]:
    """Do all of them side by side."""
    answers: list[TestResponse] = []
    threads = [threading.Thread(target=lambda d=deed: answers.append(d())) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == len(deeds)
    return answers
