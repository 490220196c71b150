"""One phone signs for a family or a kelurahan, never for a hall; and no list grows without end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.attendees import crowds
from app.attendees.models import Attendance
from app.columns import now
from app.extensions import db
from tests.attendees.hall import code_of, come_in, form_of, hold_ticket, sign

MOST = 3  # people; what is true of three is true of thirty


@pytest.fixture
def event(make):
    return make.event(starts_at=now() - timedelta(hours=1), ends_at=now() + timedelta(hours=2))


@pytest.fixture(autouse=True)
def few_on_a_phone(monkeypatch):
    monkeypatch.setattr(crowds, "MOST_ON_PHONE", MOST)


def walk_in(phone, event, name, **more):
    form = form_of(phone.get(f"/h/{event.code}/tamu")) | more
    typed = {"name": name, "position": "Staf", "institution": "Bank", "part": "tamu"}
    return phone.post(f"/h/{event.code}/hadir", data=form | typed)


@pytest.fixture
def full(app, event):
    """A phone that has entered as many as one may."""
    phone = come_in(app, event)
    for name in "ABC":
        assert walk_in(phone, event, name).status_code == 303
    return phone


def test_a_phone_that_enters_a_crowd_is_sent_to_the_desk(full, event, rows):
    answer = walk_in(full, event, "D")

    assert answer.status_code == 429
    assert "Dari HP ini sudah tercatat" in answer.text
    assert len(rows(Attendance)) == MOST


def test_neither_an_invited_name_nor_a_wish_for_help_lets_it_enter_more(full, event, make, rows):
    kepling = make.invited(event)

    assert sign(full, event, kepling).status_code == 429
    assert sign(full, event, kepling, dibantu="1", signature="").status_code == 429
    assert len(rows(Attendance)) == MOST


def test_sending_late_does_not_let_it_enter_more(full, event, rows):
    form = form_of(full.get(f"/h/{event.code}/tamu"))
    typed = {"name": "D", "position": "Staf", "institution": "Bank", "part": "tamu"}
    form |= typed | {"signed_at": str(int(now().timestamp()))}

    answer = full.post(f"/h/{event.code}/susulan", data=form)

    assert (answer.status_code, len(rows(Attendance))) == (429, MOST)
    assert "Dari HP ini sudah tercatat" in answer.json["words"]


def test_voiding_what_it_has_entered_does_not_let_it_begin_again(full, event, make, app):
    account = make.account()
    with app.app_context():
        for one in db.session.scalars(db.select(Attendance)):
            one.void("Palsu", account)
        db.session.commit()

    assert walk_in(full, event, "D").status_code == 429


def test_the_same_form_again_still_shows_its_receipt(app, event, rows):
    phone = come_in(app, event)
    form = form_of(phone.get(f"/h/{event.code}/tamu"))
    typed = {"name": "A", "position": "Staf", "institution": "Bank", "part": "tamu"}
    phone.post(f"/h/{event.code}/hadir", data=form | typed)
    walk_in(phone, event, "B")
    walk_in(phone, event, "C")

    again = phone.post(f"/h/{event.code}/hadir", data=form | typed)

    assert (again.status_code, again.location) == (303, f"/r/{event.code}")


def test_other_phones_and_other_kegiatan_do_not_count(app, full, event, make):
    other = make.event()
    full.get(f"/h/{other.code}?k={code_of(other)}")

    assert walk_in(come_in(app, event), event, "D").status_code == 303
    assert walk_in(full, other, "D").status_code == 303


def test_a_kiosk_takes_everybody(app, event, make, rows):
    kiosk = hold_ticket(app, event, now(), kiosk_by=make.account())

    for name in "ABCDE":
        assert walk_in(kiosk, event, name).status_code == 303

    assert len(rows(Attendance)) == 5


def test_a_list_longer_than_any_hall_takes_guests_at_the_desk_alone(
    app, event, make, rows, monkeypatch
):
    """A script has a new phone for each guest; what it can add has an end."""
    monkeypatch.setattr(crowds, "MOST_ALONE", 2)
    kepling = make.invited(event)
    for name in "AB":
        walk_in(come_in(app, event), event, name)

    answer = walk_in(come_in(app, event), event, "C")

    assert answer.status_code == 429
    assert "dicatat petugas di meja" in answer.text
    assert sign(come_in(app, event), event, kepling).status_code == 303
    assert len(rows(Attendance)) == 3
