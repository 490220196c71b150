"""When the hall can be entered: by the state, the clock in WIB, and what staff have decided."""

from datetime import UTC, datetime, timedelta

import pytest

from app.events.models import DoorState, Event, Status

START = datetime(2026, 2, 4, 2, 0, tzinfo=UTC)  # 09.00 WIB
MIDNIGHT = datetime(2026, 2, 4, 17, 0, tzinfo=UTC)  # 00.00 WIB of the next day
SECOND = timedelta(seconds=1)


def event(status, **values):
    return Event(title="Sosialisasi", place="Aula", status=status, starts_at=START, **values)


def test_a_draft_does_not_exist_outside_the_office():
    assert event(Status.DRAFT).door_state(START) is None


def test_a_cancelled_kegiatan_says_so_at_any_time():
    door = event(Status.CANCELLED, cancel_reason="Banjir").door_state

    assert door(START) is door(START - timedelta(days=9)) is DoorState.CANCELLED


def test_terjadwal_opens_sixty_minutes_before():
    door = event(Status.SCHEDULED).door_state

    assert door(START - timedelta(minutes=60) - SECOND) is DoorState.EARLY
    assert door(START - timedelta(minutes=60)) is DoorState.OPEN


def test_somebody_who_begins_it_early_opens_the_door():
    assert event(Status.RUNNING).door_state(START - timedelta(days=1)) is DoorState.OPEN


@pytest.mark.parametrize("status", [Status.SCHEDULED, Status.RUNNING])
def test_it_closes_at_midnight_in_wib_not_in_utc(status):
    door = event(status, ends_at=START + timedelta(hours=3)).door_state

    assert door(MIDNIGHT - SECOND) is DoorState.OPEN
    assert door(MIDNIGHT) is DoorState.CLOSED


def test_without_an_end_the_day_of_the_start_counts():
    late = Event(status=Status.RUNNING, starts_at=MIDNIGHT - timedelta(minutes=30))

    assert late.door_closes_at == MIDNIGHT


def test_a_kegiatan_just_after_midnight_belongs_to_the_new_day():
    early = Event(status=Status.RUNNING, starts_at=MIDNIGHT)

    assert early.day.isoformat() == "2026-02-05"
    assert early.door_closes_at == MIDNIGHT + timedelta(days=1)


def test_the_29th_of_february_ends_like_any_day():
    leap = Event(status=Status.RUNNING, starts_at=datetime(2028, 2, 29, 2, 0, tzinfo=UTC))

    assert leap.day.isoformat() == "2028-02-29"
    assert leap.door_closes_at == datetime(2028, 2, 29, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize("status", [Status.FINISHED, Status.LOCKED])
def test_a_finished_kegiatan_is_closed_even_during_its_hours(status):
    assert event(status).door_state(START) is DoorState.CLOSED


def test_reopened_the_next_day_it_stays_open_until_the_chosen_time():
    until = MIDNIGHT + timedelta(hours=10)
    door = event(Status.RUNNING, door_until=until).door_state

    assert door(until - SECOND) is DoorState.OPEN
    assert door(until) is DoorState.CLOSED


def test_reopened_for_an_hour_on_the_same_day_it_closes_after_the_hour():
    until = START + timedelta(hours=5)
    door = event(Status.RUNNING, door_until=until).door_state

    assert door(until - SECOND) is DoorState.OPEN
    assert door(until) is DoorState.CLOSED


def test_only_a_running_kegiatan_can_be_overdue():
    assert event(Status.RUNNING).is_overdue(MIDNIGHT)
    assert not event(Status.RUNNING).is_overdue(MIDNIGHT - SECOND)
    assert not event(Status.SCHEDULED).is_overdue(MIDNIGHT)
    assert not event(Status.FINISHED).is_overdue(MIDNIGHT)
