from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from app.columns import now
from app.events.models import Event, Status
from app.extensions import db
from app.invitations.models import Invitation
from tests.browser import Browser
from tests.factories import Factory


@pytest.fixture
def link(app: Flask) -> Callable[[Invitation], str]:
    """The personal link as it is handed out, without the name of the house."""

    def link(invitation: Invitation) -> str:
        with app.app_context():
            return f"/u/{db.session.get_one(Invitation, invitation.id).token}"

    return link


@pytest.fixture
def coming(make: Factory) -> Callable[..., Event]:
    """A kegiatan to come, the day after tomorrow."""

    def coming(**values: object) -> Event:
        start = now().replace(microsecond=0) + timedelta(days=2)
        hours = {"starts_at": start, "ends_at": start + timedelta(hours=3)}
        return make.event(**{"status": Status.SCHEDULED, **hours} | values)

    return coming


@pytest.fixture
def invited(app: Flask, link: Callable[[Invitation], str]) -> Callable[[Invitation], Browser]:
    """The browser of somebody who has opened the own link."""

    def invited(invitation: Invitation) -> Browser:
        browser: Browser = app.test_client()
        browser.get(link(invitation))
        return browser

    return invited
