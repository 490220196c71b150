from datetime import date, datetime, time, timedelta

import pytest

from app import wib
from app.demo.drawing import draw
from app.demo.house import House
from app.demo.kegiatan import add_today
from app.directory.models import Region
from app.events.models import DoorState, Status
from app.extensions import db
from app.office.models import Office, Official

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "clock",
    [time(0, 0), time(0, 10), time(9, 7), time(12), time(16, 1), time(23, 31), time(23, 59)],
)
def test_whenever_the_demo_is_loaded_the_door_is_open_for_hours(app, make, clock):
    moment: datetime = wib.at(DAY, clock)
    make.district(code="12.74.05")
    make.official()

    with app.app_context():
        head = db.session.scalars(db.select(Official)).one()
        places = db.session.scalars(db.select(Region)).all()
        event = add_today(House(Office.blank(), head, head), places, moment)
        db.session.commit()

    assert event.status is Status.RUNNING
    assert event.day == DAY
    assert event.starts_at <= moment
    assert event.ends_at > event.starts_at
    assert event.door_state(moment) is DoorState.OPEN
    assert event.door_state(moment + timedelta(hours=7, minutes=59)) is DoorState.OPEN
    assert event.door_state(moment + timedelta(days=1)) is DoorState.CLOSED


def test_the_same_hand_draws_the_same_signature():
    from random import Random

    assert draw(Random(1)) == draw(Random(1)) != draw(Random(2))
