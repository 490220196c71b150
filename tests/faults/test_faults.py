"""A short run of each fault: acknowledged is kept, once, and everything goes on by itself.

`make faults` runs them at full length and prints what they have cost.
"""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tests.faults import tally
from tests.faults.__main__ import FAULTS
from tests.faults.phones import Kept

pytestmark = pytest.mark.sqlite

OWN_PROCESS = {"disk_full"}  # goes to where it may mount
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def beside_other_tests(monkeypatch):
    """The full run looks at seconds; here they only tell a wait from a standstill."""
    monkeypatch.setattr(tally, "SLACK", [15.0])


@pytest.mark.parametrize("name", [name for name in FAULTS if name not in OWN_PROCESS])
def test_what_was_acknowledged_is_kept_once(name):
    try:
        found = import_module(f"tests.faults.{name}").run(True)
    except tally.CannotHere as why:
        pytest.skip(str(why))

    assert [row for row in found if not row.ok] == []


def test_a_full_disk_loses_nothing():
    command = [sys.executable, "-m", "tests.faults.disk_full", "--short", "--slack", "15"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    if done.returncode == tally.CANNOT:
        pytest.skip(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_ledger_finds_what_is_lost_and_what_is_doubled(make, app):
    event = make.event()
    kept, twin = make.attendance(event, make.person()), make.attendance(event, make.person())
    data = Path(app.config["DATA"])
    told = [Kept(row.request_id, row.name, row.number, 0.0) for row in (kept, twin)]
    missing = Kept("f" * 32, "Tamu", 3, 0.0)

    assert tally.compare(told, data) == (0, 0)
    assert tally.compare([*told, missing], data) == (1, 0)
    assert tally.compare([told[0]._replace(number=9)], data) == (1, 0)
