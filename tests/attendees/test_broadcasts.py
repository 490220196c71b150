"""Coming is no consent to messages: that is a tick of its own, taken back where it was given."""

from __future__ import annotations

import pytest

from app.attendees.models import Attendance
from tests.attendees.hall import come_in, sign


@pytest.fixture
def signed(app, make):
    """A phone that has just signed, and its kegiatan."""
    event = make.event()
    phone = come_in(app, event)
    sign(phone, event, make.invited(event, phone="+6281200000001"))
    return phone, event


def test_signing_in_agrees_to_nothing(signed, rows):
    phone, event = signed

    page = phone.get(f"/r/{event.code}").text

    assert rows(Attendance)[0].broadcast_at is None
    assert 'name="kabar" value="1" aria' in page
    assert "checked" not in page


def test_a_tick_is_consent_and_keeps_its_time(signed, rows):
    phone, event = signed

    answer = phone.post(f"/r/{event.code}/kabar", data={"kabar": "1"})
    first = rows(Attendance)[0].broadcast_at
    phone.post(f"/r/{event.code}/kabar", data={"kabar": "1"})

    assert (answer.status_code, answer.location) == (303, f"/r/{event.code}")
    assert first
    assert rows(Attendance)[0].broadcast_at == first
    assert "checked" in phone.get(f"/r/{event.code}").text


def test_it_is_taken_back_in_the_same_place(signed, rows):
    phone, event = signed
    phone.post(f"/r/{event.code}/kabar", data={"kabar": "1"})

    phone.post(f"/r/{event.code}/kabar")

    assert rows(Attendance)[0].broadcast_at is None
    assert "Anda belum menyetujui" in phone.get(f"/r/{event.code}").text


def test_a_phone_that_has_not_signed_agrees_for_nobody(app, signed, visitor, rows):
    _, event = signed

    assert visitor.post(f"/r/{event.code}/kabar", data={"kabar": "1"}).status_code == 403
    assert rows(Attendance)[0].broadcast_at is None
