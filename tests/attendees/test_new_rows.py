"""A new row below the ORM is the row that the ORM would have written."""

from __future__ import annotations

import secrets

from app.attendees import signing
from app.attendees.models import Attendance, Method, Part
from app.columns import now
from app.directory.models import Person, Post
from app.extensions import db
from app.invitations.models import Invitation


def walk_in(event):
    attendance = Attendance.of_walk_in(event, name="Ani", position="Staf", institution="Bank")
    attendance.method, attendance.request_id = Method.HELPED, secrets.token_hex(16)
    return attendance


def test_what_nobody_has_said_is_as_the_table_says(app, make, rows):
    event = make.event()
    begun = now()

    with app.app_context():
        signing.enter(event, walk_in(event))
        db.session.commit()

    (row,) = rows(Attendance)
    assert begun <= row.signed_at <= now()
    assert (row.rank, row.place_key, row.represents) == (Post.OTHER.rank, "", "")
    assert (row.voided_at, row.void_reason, row.corrections) == (None, "", [])
    assert (row.notice_version, row.notice_at, row.part) == ("", None, Part.GUEST)


def test_it_can_be_changed_in_the_same_transaction(app, make, rows):
    event = make.event()

    with app.app_context():
        entry = signing.enter(event, walk_in(event))
        assert entry.attendance in db.session
        entry.attendance.position = "Kepala"
        db.session.commit()

    (row,) = rows(Attendance)
    assert (row.id, row.position) == (entry.attendance.id, "Kepala")


def test_without_a_commit_nothing_is_kept(app, make, rows):
    event = make.event()

    with app.app_context():
        signing.enter(event, walk_in(event))
        db.session.rollback()

    assert rows(Attendance) == []


def test_an_invitation_that_is_still_to_be_written_is_answered_too(app, make, rows):
    event, person = make.event(), make.person()

    with app.app_context():
        db.session.add(Invitation(event_id=event.id, person_id=person.id))
        invited = db.session.get(Person, person.id)
        attendance = Attendance.of_substitute(event, invited, "Ani", "Staf")
        attendance.method, attendance.request_id = Method.HELPED, secrets.token_hex(16)
        signing.enter(event, attendance)
        db.session.commit()

    (invitation,) = rows(Invitation)
    assert invitation.came
