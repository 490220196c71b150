"""docs/threats.md names for every case the stories that keep it."""

from __future__ import annotations

import re
from pathlib import Path

from tests.faults.__main__ import FAULTS
from tests.faults.test_faults import OWN_PROCESS

TABLE = Path("docs/threats.md").read_text()
ROW = re.compile(r"^\| (T\d\d) \|.*\| (.*) \|$", re.MULTILINE)
STORY = re.compile(r"^\s*def (test_\w+)", re.MULTILINE)


def test_every_case_has_a_story_or_a_command():
    cases = dict(ROW.findall(TABLE))

    assert list(cases) == [f"T{n:02}" for n in range(1, 50)]
    assert [case for case, kept_by in cases.items() if "`" not in kept_by] == []


def test_every_story_that_is_named_exists():
    told = {
        name
        for file in Path("tests").rglob("test_*.py")
        for name in STORY.findall(file.read_text())
    }

    assert sorted(set(re.findall(r"`(test_\w+)`", TABLE)) - told) == []


def test_every_fault_is_named_where_it_keeps_a_case():
    told = re.findall(r"`test_what_was_acknowledged_is_kept_once` \((.*?)\)", TABLE)

    assert sorted(", ".join(told).split(", ")) == sorted(set(FAULTS) - OWN_PROCESS)


def test_every_command_that_is_named_exists():
    targets = set(re.findall(r"^([a-z-]+):", Path("Makefile").read_text(), re.MULTILINE))

    assert set(re.findall(r"`make ([a-z-]+)`", TABLE)) <= targets
