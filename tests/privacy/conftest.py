"""The admin who is asked for somebody's data."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from tests.privacy.handed_out import opened, parts_of


@pytest.fixture
def admin(make, log_in):
    return log_in(make.account(Role.ADMIN, username="bu-admin"))


@pytest.fixture
def parts(admin):
    """What stands in the file about somebody."""
    return lambda address: parts_of(opened(admin.post(f"{address}/unduh.zip")))
