"""A presenter's browser that has exchanged the personal link."""

from __future__ import annotations

from typing import Any

from app.presenters.doors import COOKIE
from app.presenters.models import Presenter


def come_to(app: Any, presenter: Presenter) -> Any:
    browser = app.test_client()
    with app.app_context():
        browser.set_cookie(COOKIE, presenter.token)
    return browser
