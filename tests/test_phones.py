from __future__ import annotations

import pytest

from app import phones


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0812-3456-7890", "+6281234567890"),
        ("0811 123 456", "+62811123456"),
        ("0812-3456-78901", "+62812345678901"),
        ("(0623) 92345", "+6262392345"),
        ("+60 12-345 6789", "+60123456789"),
    ],
)
def test_numbers_that_exist_are_taken(written, kept):
    assert phones.normalise(written) == kept


@pytest.mark.parametrize(
    "written", ["0812-3456-789012", "0623 1234 5678 9012", "81234567890123456"]
)
def test_numbers_that_nobody_can_dial_are_refused(written):
    assert phones.normalise(written) is None
