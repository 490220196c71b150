"""How tests walk through the hall."""

from __future__ import annotations

import re

from app.attendees import door, marks, tickets
from app.attendees.kiosks import Kiosk
from app.columns import now
from app.extensions import db
from tests.factories import SIGNATURE


def code_of(event, back=0):
    """The code that the projector showed so many steps ago."""
    moment = now().timestamp() - back * door.STEP
    return door.code(event, type(now()).fromtimestamp(moment, now().tzinfo))


def come_in(app, event):
    """A phone that has just scanned the code."""
    phone = app.test_client()
    phone.get(f"/h/{event.code}?k={code_of(event)}")
    return phone


def hold_ticket(app, event, moment, *, since=None, kiosk_by=None, is_kiosk=False):
    """A browser that got its ticket at the given moment; a kiosk where that is asked for."""
    browser = app.test_client()
    with app.test_request_context():
        kiosk = Kiosk.start(event, kiosk_by, moment) if is_kiosk or kiosk_by else None
        db.session.commit()
        response = app.make_response("")
        seconds = since and int(since.timestamp())
        tickets.issue(response, event, moment, kiosk=kiosk, since=seconds)
    return keep_cookies(browser, response)


def hold_mark(app, moment):
    """A browser that got its mark at the given moment, and nothing else."""
    browser = app.test_client()
    with app.test_request_context():
        response = app.make_response("")
        marks.keep(response, moment)
    return keep_cookies(browser, response)


def keep_cookies(browser, response):
    for line in response.headers.getlist("Set-Cookie"):
        name, value = line.split(";")[0].split("=", 1)
        browser.set_cookie(name, value)
    return browser


def form_of(page):
    """What the page's form would send: its hidden fields, with a signature."""
    hidden = re.findall(r'<input[^>]*type="hidden"[^>]*>', page.text)
    fields = {}
    for tag in hidden:
        name = re.search(r'name="([^"]*)"', tag)[1]
        fields[name] = re.search(r'value="([^"]*)"', tag)[1]
    fields.pop("csrf_token", None)  # the browser of our tests shows one with each request
    return fields | {"signature": SIGNATURE}


def sign(phone, event, person, **changes):
    """Open the person's page and send its form."""
    page = phone.get(f"/h/{event.code}/orang/{person.id}")
    return phone.post(f"/h/{event.code}/hadir", data=form_of(page) | changes)
