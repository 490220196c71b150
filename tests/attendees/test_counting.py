"""The kegiatan knows how many are present, without asking the attendance list."""

import pytest
from sqlalchemy.exc import IntegrityError

from app.attendees import signing
from app.attendees.models import Attendance
from app.events.models import Event
from app.extensions import db
from app.invitations import inviting
from app.invitations.models import Invitation
from tests.attendees.hall import come_in


def void(app, make, attendance):
    by = make.account()
    with app.app_context():
        row = db.session.get(Attendance, attendance.id)
        row.void("Salah orang", by)
        signing.one_less(db.session.get(Event, attendance.event_id))
        db.session.commit()


def test_each_new_row_counts_once(make, reload):
    event = make.event()
    person = make.invited(event)

    make.attendance(event, person)
    make.attendance(event, person)
    make.attendance(event)

    assert reload(event).present == 2


def test_a_void_takes_one_away_and_tells_the_live_pages(app, make, reload):
    event = make.event()
    attendance = make.attendance(event)
    before = reload(event).version

    void(app, make, attendance)

    assert reload(event).present == 0
    assert reload(event).version == before + 1
    assert reload(event).last_number == 1


def test_who_comes_has_answered_the_invitation_until_the_void(app, make, rows):
    event = make.event()
    first, second = make.invited(event), make.invited(event)
    attendance = make.attendance(event, first)
    make.attendance(event, second)

    before = [invitation.came for invitation in rows(Invitation)]
    void(app, make, attendance)

    assert before == [True, True]
    assert [invitation.came for invitation in rows(Invitation)] == [False, True]


def test_another_kegiatan_counts_for_itself(make, reload):
    event, other = make.event(), make.event()

    make.attendance(event)

    assert (reload(event).present, reload(other).present) == (1, 0)


def test_a_count_below_zero_is_impossible(app, make):
    event = make.event()

    with app.app_context(), pytest.raises(IntegrityError, match="counts_positive"):
        signing.one_less(db.session.get(Event, event.id))


def test_the_counters_say_what_the_rows_say(app, make, staff, reload, rows):
    event, other = make.event(), make.event()
    people = [make.invited(event) for _ in range(4)]
    came = [make.attendance(event, person) for person in people[:2]]
    make.attendance(event)
    make.attendance(other, make.invited(other))
    void(app, make, came[0])
    with app.app_context():
        inviting.withdraw(db.session.get(Event, event.id), [people[3].id])
        db.session.commit()

    pages = [staff.get(f"/layar/{event.code}").text, staff.get(f"/meja/{event.code}").text]

    valid = [one for one in rows(Attendance) if one.event_id == event.id and one.is_valid]
    invited = [one for one in rows(Invitation) if one.event_id == event.id and one.is_on_list]
    assert (reload(event).present, reload(event).invited) == (len(valid), len(invited)) == (2, 3)
    assert ">2</strong> <span>hadir dari 3 undangan" in pages[0]
    assert "<strong>2</strong> hadir" in pages[1]
    assert '<span class="desk-of">/3</span>' in pages[1]


@pytest.mark.parametrize("is_demo", [True, False])
def test_the_rooms_of_a_sample_say_that_it_is_one(app, make, staff, is_demo):
    event = make.event(is_demo=is_demo)

    pages = [
        come_in(app, event).get(f"/h/{event.code}/tamu").text,
        staff.get(f"/meja/{event.code}").text,
        staff.get(f"/layar/{event.code}").text,
    ]

    assert ["Data contoh" in page for page in pages] == [is_demo] * 3
