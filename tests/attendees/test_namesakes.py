"""Somebody types a name that stands on the list of invitations."""

import pytest

from app.attendees.models import Attendance
from tests.attendees.hall import come_in, form_of

TYPED = {"position": "Kepling", "institution": "Perwira", "part": "peserta"}


def walk_in(phone, event, **typed):
    page = phone.get(f"/h/{event.code}/tamu")
    return phone.post(f"/h/{event.code}/hadir", data=form_of(page) | TYPED | typed)


def test_an_invited_person_is_led_to_the_own_page(app, make, rows):
    event = make.event()
    siti = make.invited(event, name="Siti Aminah", front_titles="Hj.")

    page = walk_in(come_in(app, event), event, name="SITI  aminah")

    assert page.status_code == 422
    assert "Nama ini ada di daftar undangan." in page.text
    assert f'href="/h/{event.code}/orang/{siti.id}"' in page.text
    assert rows(Attendance) == []


def test_somebody_else_of_that_name_goes_on(app, make, rows):
    event = make.event()
    make.invited(event, name="Siti Aminah")

    answer = walk_in(come_in(app, event), event, name="Siti Aminah", orang_lain="1")

    assert answer.status_code == 303
    assert rows(Attendance)[0].person_id is None


def test_invitees_of_another_kegiatan_are_nobody_here(app, make):
    make.invited(make.event(), name="Siti Aminah")
    event = make.event()

    assert walk_in(come_in(app, event), event, name="Siti Aminah").status_code == 303


@pytest.mark.parametrize(("other", "marked"), [("siti AMINAH", 2), ("Siti Aisyah", 0)])
def test_the_desk_marks_rows_that_may_be_one_person(make, staff, other, marked):
    event = make.event()
    make.attendance(event, make.invited(event, name="Siti Aminah"))
    make.attendance(event, name=other)

    page = staff.get(f"/meja/{event.code}").text

    assert page.count("mungkin ganda") == marked


def test_who_has_said_so_is_not_asked_again(app, make):
    event = make.event()
    make.invited(event, name="Siti Aminah")
    typed = {"name": "Siti Aminah", "orang_lain": "1", "signature": ""}

    page = walk_in(come_in(app, event), event, **typed)

    assert page.status_code == 422
    assert '<input type="hidden" name="orang_lain" value="1">' in page.text
