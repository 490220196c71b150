"""While somebody is erased nobody writes to their rows, and two who erase at once are one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import OperationalError

from app.accounts.models import Role
from app.attendees.models import Attendance
from app.audit import AuditEntry
from app.directory.models import Person
from app.events.models import Event, Status
from app.extensions import db, impatient_connection
from app.followups.models import FollowUp
from app.personal import ERASED, Whose
from app.presenters.models import Presenter
from app.privacy import erasing
from tests import databases
from tests.test_start import wait_until

PAGE = "/pengaturan/data-pribadi"

by_row = pytest.mark.skipif(not databases.SERVER, reason="SQLite lets one write at a time")


@pytest.fixture
def siti(make):
    """In the directory, on a list, in a programme and in a promise, each at another kegiatan."""
    person = make.person(name="Siti Rahasia", phone="+6281277770001")
    came = make.attendance(make.event(), person)
    asked = make.invitation(make.event(status=Status.FINISHED), person)
    spoke = make.presenter(make.event(), name="Siti Rahasia", phone="+6281277770001")
    promised = make.follow_up(make.event(), responsible="Siti Rahasia")
    rows = {Person: [person.id], Attendance: [came.id], Presenter: [spoke.id]}
    rows |= {FollowUp: [promised.id]}
    rows[Event] = [came.event_id, asked.event_id, spoke.event_id, promised.event_id]
    return Whose(person.id, (came.id,), (spoke.id,), (promised.id,)), rows


def touch(model, number):
    """As somebody else would, who does not wait."""
    same = {Event: Event.title, FollowUp: FollowUp.what}.get(model) or model.name
    with impatient_connection() as other:
        done = other.execute(update(model).where(model.id == number).values({same: "Lain"}))
    return done.rowcount


@pytest.mark.parametrize("model", [Person, Attendance, Presenter, FollowUp, Event])
def test_nobody_writes_to_what_is_being_erased(app, siti, model):
    whose, rows = siti
    with app.app_context():
        erasing.hold(whose)

        for number in rows[model]:
            with pytest.raises(OperationalError):
                touch(model, number)

        db.session.rollback()
        assert touch(model, rows[model][0]) == 1


@by_row
@pytest.mark.parametrize("model", [Person, Attendance, Presenter, FollowUp, Event])
def test_everybody_else_goes_on_meanwhile(app, make, siti, model):
    event = make.event()
    others = {Person: make.person(), Attendance: make.attendance(event)}
    others |= {Presenter: make.presenter(event), FollowUp: make.follow_up(event), Event: event}
    with app.app_context():
        erasing.hold(siti[0])

        assert touch(model, others[model].id) == 1


def test_what_was_read_before_is_read_again(app, siti, make):
    whose, rows = siti
    with app.app_context():
        person = db.session.get(Person, whose.person_id)
        db.session.commit()
        assert touch(Person, person.id) == 1

        erasing.hold(whose)

        assert person.name == "Lain"


@by_row
def test_two_admins_who_erase_at_once_leave_one_line_in_the_log(app, make, log_in, rows):
    person = make.person(name="Siti Rahasia")
    admins = [log_in(make.account(Role.ADMIN)) for _ in range(2)]
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )

    def erase(admin):
        return admin.post(f"{PAGE}/orang/{person.id}/hapus", data={"confirm": "HAPUS"})

    with app.app_context(), ThreadPoolExecutor(2) as pool:
        engine = db.engine
        with engine.begin() as first:
            held = db.select(Person.id).where(Person.id == person.id).with_for_update()
            first.execute(held)
            answers = [pool.submit(erase, admin) for admin in admins]
            with engine.connect() as other:
                wait_until(lambda: _count(other, waiting) == 2)
        codes = [answer.result(60).status_code for answer in answers]

    assert codes == [303, 303]
    assert rows(Person)[0].name == ERASED
    assert [entry.action for entry in rows(AuditEntry)].count("privacy.erase") == 1


def _count(connection, query):
    """Each look in a transaction of its own: within one, PostgreSQL shows what it saw first."""
    with connection.begin():
        return connection.scalar(query)
