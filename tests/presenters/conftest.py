from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app import links
from app.presenters.models import Presenter


@pytest.fixture
def link(app: Flask) -> Callable[[Presenter], str]:
    """The personal link as it was handed out, without the name of the house."""

    def link(presenter: Presenter) -> str:
        with app.app_context():
            token = links.token_for("presenter", presenter.id, presenter.generation)
        return f"/n/{token}"

    return link
