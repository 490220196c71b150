"""The time that a device tells of what it kept, beside the times that we know ourselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.attendees import late

SCANNED = datetime(2026, 2, 4, 2, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def told(moment: datetime) -> str:
    return str(int(moment.timestamp()))


@pytest.mark.parametrize("after", [late.TICKET, late.TICKET + late.CLOCKS])
def test_a_clock_that_runs_fast_costs_nobody_the_last_minute_of_the_ticket(
    after: timedelta,
) -> None:
    arrived = SCANNED + timedelta(hours=1)

    assert late.signed_at(told(SCANNED + after), SCANNED, arrived) == SCANNED + after


def test_no_clock_runs_so_fast_that_an_old_ticket_counts() -> None:
    after = late.TICKET + late.CLOCKS + SECOND

    with pytest.raises(late.NotSignedThen, match="Pindai ulang"):
        late.signed_at(told(SCANNED + after), SCANNED, SCANNED + timedelta(hours=1))


def test_a_clock_that_runs_fast_makes_no_signature_later_than_its_arrival() -> None:
    assert late.signed_at(told(SCANNED + late.CLOCKS), SCANNED, SCANNED) == SCANNED


def test_a_clock_that_runs_faster_than_any_does_is_refused() -> None:
    with pytest.raises(late.NotSignedThen, match="Jam di HP ini"):
        late.signed_at(told(SCANNED + late.CLOCKS + SECOND), SCANNED, SCANNED)


def test_nobody_signs_before_the_page_was_there() -> None:
    with pytest.raises(late.NotSignedThen, match="Pindai ulang"):
        late.signed_at(told(SCANNED - SECOND), SCANNED, SCANNED + timedelta(hours=1))


def test_a_device_of_the_office_whose_clock_has_jumped_ahead_loses_nobody() -> None:
    assert late.told_at(told(SCANNED + timedelta(days=400)), SCANNED) == SCANNED


def test_a_device_of_the_office_has_twelve_hours() -> None:
    arrived = SCANNED + late.LATEST

    assert late.told_at(told(SCANNED), arrived) == SCANNED
    with pytest.raises(late.TooLate, match="12 jam"):
        late.told_at(told(SCANNED), arrived + SECOND)
