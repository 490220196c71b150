"""Many phones press at the same moment: one transaction takes them all, each gets an own answer."""

from __future__ import annotations

import secrets

import pytest

from app.attendees import signing
from app.attendees.models import Attendance, Method
from app.directory.models import Person
from app.events.models import Event, Status
from app.extensions import db
from app.invitations.models import Invitation


@pytest.fixture
def press(app):
    """Everybody at once; what each is told, in their order."""

    def press(*wishes):
        with app.app_context():
            outcomes = signing._enter_all([signing.Wish(*wish) for wish in wishes])
            db.session.commit()
            return [
                outcome if isinstance(outcome, Exception) else outcome.attendance.number
                for outcome in outcomes
            ]

    return press


@pytest.fixture
def invited(app, make):
    def invited(event):
        person = make.invited(event)
        with app.app_context():
            attendance = Attendance.of_person(event, db.session.get(Person, person.id))
            attendance.method, attendance.request_id = Method.HELPED, secrets.token_hex(16)
        return attendance

    return invited


def guest(event, name, phone=None):
    attendance = Attendance.of_walk_in(event, name=name, position="S", institution="B", phone=phone)
    attendance.method, attendance.request_id = Method.HELPED, secrets.token_hex(16)
    return attendance


def test_each_gets_the_next_number_and_the_kegiatan_counts_them_once(
    make, press, invited, rows, reload
):
    event = make.event(status=Status.SCHEDULED)
    wishes = [*((event, invited(event)) for _ in range(3)), (event, guest(event, "Ani"))]
    before = reload(event)

    numbers = press(*wishes)

    after = reload(event)
    assert numbers == [1, 2, 3, 4]
    assert (after.last_number, after.present, after.status) == (4, 4, Status.RUNNING)
    assert after.version == before.version + 1
    assert [row.came for row in rows(Invitation)] == [True] * 3


def test_one_person_on_two_phones_is_one_row(make, press, rows):
    event = make.event()

    assert press((event, guest(event, "Ani")), (event, guest(event, "Ani"))) == [1, 1]
    assert len(rows(Attendance)) == 1


def test_who_cannot_come_in_keeps_nobody_back(make, press, rows):
    here, over = make.event(), make.event(status=Status.FINISHED)

    first, refused, shut, last = press(
        (here, guest(here, "Ani", "+62811")),
        (here, guest(here, "Budi", "+62811")),
        (over, guest(over, "Citra")),
        (here, guest(here, "Dewi")),
    )

    assert (first, last) == (1, 2)
    assert isinstance(refused, signing.PhoneTaken)
    assert isinstance(shut, signing.DoorShut)
    assert [row.name for row in rows(Attendance)] == ["Ani", "Dewi"]


def test_two_kegiatan_are_held_in_one_order_whoever_came_first(make, press, monkeypatch):
    """Else two processes could each hold what the other waits for."""
    one, other = make.event(), make.event()
    held, hold = [], signing.hold

    def watched(event: Event):
        held.append(event.id)
        return hold(event)

    monkeypatch.setattr(signing, "hold", watched)
    numbers = press(
        (other, guest(other, "Ani")), (one, guest(one, "Ani")), (other, guest(other, "Eko"))
    )

    assert held == [one.id, other.id]
    assert numbers == [1, 1, 2]
