"""Many phones press at the same moment: one transaction takes them all, each gets an own answer."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from itertools import zip_longest

import pytest
from sqlalchemy import event as sa_event

from app.attendees.models import Attendance
from app.columns import now
from app.events.models import Status
from app.extensions import db
from app.invitations.models import Invitation
from tests.attendees.hall import come_in, form_of
from tests.questions.phones import change
from tests.test_start import wait_until

pytestmark = pytest.mark.sqlite  # where one can keep everybody from writing; all else is the same


@pytest.fixture
def press(app):
    """All at once, while somebody else holds the database; the answers, in their order."""

    def press(*wishes, to=()):
        """`to`: the pages they send to, where it is not the usual one."""
        commits = []
        with app.app_context():
            sa_event.listen(db.engine, "commit", commits.append)
            file = db.engine.url.database
        line = app.extensions["together"].line
        with closing(sqlite3.connect(file)) as other, ThreadPoolExecutor(len(wishes)) as pool:
            other.execute("BEGIN IMMEDIATE")
            answers = []
            for (phone, event, form), page in zip_longest(wishes, to, fillvalue="hadir"):
                address = f"/h/{event.code}/{page}"
                answers.append(pool.submit(phone.post, address, data=form))
                wait_until(lambda: len(line._waiting) == len(answers))
            other.rollback()
            answers = [answer.result(20) for answer in answers]
        assert len(commits) == 1
        return answers

    return press


@pytest.fixture
def wish(app):
    """A phone that has come in and opened the page of somebody, or of a guest."""

    def wish(event, person=None, **typed):
        phone = come_in(app, event)
        who = f"orang/{person.id}" if person else "tamu"
        form = form_of(phone.get(f"/h/{event.code}/{who}"))
        guest = {} if person else {"position": "S", "institution": "B", "part": "tamu"}
        return phone, event, form | guest | typed

    return wish


def test_each_gets_the_next_number_and_an_own_receipt(make, press, wish, rows, reload):
    event = make.event(status=Status.SCHEDULED)
    wishes = [wish(event, make.invited(event, name=f"Kepling {n}")) for n in range(3)]

    answers = press(*wishes, wish(event, name="Ani"))

    after, (*invited, guest) = reload(event), rows(Attendance)
    assert [answer.status_code for answer in answers] == [303] * 4
    assert [row.number for row in (*invited, guest)] == [1, 2, 3, 4]
    assert (after.last_number, after.present, after.status) == (4, 4, Status.RUNNING)
    assert [row.came for row in rows(Invitation)] == [True] * 3
    for row, (phone, _, _) in zip((*invited, guest), wishes, strict=False):
        assert row.name in phone.get(f"/r/{event.code}").text


def test_one_person_on_two_phones_is_one_row(make, press, wish, rows):
    event = make.event()
    kepling = make.invited(event)

    first, second = press(wish(event, kepling), wish(event, kepling))

    assert (first.status_code, second.status_code) == (303, 200)
    assert "sudah tercatat" in second.text
    assert len(rows(Attendance)) == 1


def test_who_cannot_come_in_keeps_nobody_back(make, press, wish, rows):
    here, elsewhere = make.event(), make.event()

    answers = press(
        wish(here, name="Ani", phone="081160000001"),
        wish(here, name="Budi", phone="081160000001"),
        wish(here, name="Citra", signature=""),
        wish(elsewhere, name="Dewi"),
        wish(here, name="Eko"),
    )

    assert [answer.status_code for answer in answers] == [303, 422, 422, 303, 303]
    assert "Nomor HP ini sudah dipakai" in answers[1].text
    assert sorted((row.name, row.number) for row in rows(Attendance)) == [
        ("Ani", 1),
        ("Dewi", 1),
        ("Eko", 2),
    ]


def test_a_late_signature_opens_the_door_for_who_comes_right_behind(app, make, press, wish, reload):
    """As where the kegiatan was put off after some had come in."""
    event = make.event(starts_at=now() - timedelta(hours=1), ends_at=now() + timedelta(hours=9))
    late, prompt = (wish(event, make.invited(event, name=name)) for name in ("Ani", "Budi"))
    late[2]["signed_at"] = str(int(now().timestamp()))
    later = {"status": Status.SCHEDULED, "starts_at": now() + timedelta(hours=5)}
    change(app, event, later)

    answers = press(late, prompt, to=("susulan", "hadir"))

    assert [answer.status_code for answer in answers] == [200, 303]
    assert reload(event).status is Status.RUNNING


def test_who_sends_an_id_that_no_table_holds_keeps_nobody_back(make, press, wish, rows):
    event = make.event()
    strange = wish(event, make.invited(event), person_id="9" * 30)

    answers = press(wish(event, name="Ani"), strange, wish(event, name="Budi"))

    assert [answer.status_code for answer in answers] == [303, 404, 303]
    assert [row.name for row in rows(Attendance)] == ["Ani", "Budi"]
