from app.attendees.models import Attendance
from app.events.models import Status


def test_numbers_follow_the_order_of_arrival(make):
    event = make.event()

    first, second = make.attendance(event), make.attendance(event)

    assert (first.number, second.number) == (1, 2)


def test_one_person_is_recorded_once(make, rows):
    event = make.event()
    kepling = make.invited(event)

    first = make.attendance(event, kepling)
    again = make.attendance(event, kepling)

    assert again.id == first.id
    assert len(rows(Attendance)) == 1


def test_the_same_form_sent_twice_is_recorded_once(make, rows):
    event = make.event()

    first = make.attendance(event, name="Ani", request_id="f" * 32)
    again = make.attendance(event, name="Ani lain", request_id="f" * 32)

    assert again.id == first.id
    assert len(rows(Attendance)) == 1


def test_the_first_one_in_begins_the_kegiatan(make, reload):
    event = make.event(status=Status.SCHEDULED)

    make.attendance(event)

    assert reload(event).status is Status.RUNNING
    assert reload(event).version == 1


def test_a_kepling_is_listed_under_kelurahan_and_lingkungan(make):
    event = make.event()
    perwira = make.village(name="Perwira")
    kepling = make.invited(event, region=make.neighbourhood(perwira, 2))

    attendance = make.attendance(event, kepling)

    assert attendance.place == "Perwira / Lingk. II"
    assert attendance.place_key == f"{perwira.code}/002"
