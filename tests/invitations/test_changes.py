"""Later changes of the directory are offered, never applied behind anybody's back."""

import pytest

from app.directory.models import Person
from app.events.models import Event
from app.extensions import db
from app.invitations.models import Invitation


@pytest.fixture
def village(make):
    return make.village(name="Perwira")


@pytest.fixture
def event(make, staff, village):
    """A kegiatan to which the lurah of Perwira has been invited through the target."""
    make.person(village, name="Lurah Lama")
    event = make.event(regions=[village], target_posts="lurah")
    staff.post(f"/kegiatan/{event.code}/undangan/semua")
    return event


def look(browser, event):
    return browser.get(f"/kegiatan/{event.code}/undangan").text


def apply(browser, event, **ticks):
    return browser.post(f"/kegiatan/{event.code}/undangan/perubahan", data=ticks)


def change(app, model, **values):
    with app.app_context():
        row = db.session.scalars(db.select(model)).first()
        for name, value in values.items():
            setattr(row, name, value)
        db.session.commit()


def on_list(rows):
    return [i.person_id for i in rows(Invitation) if i.is_on_list]


def test_without_changes_nothing_is_offered(staff, event):
    assert "Perubahan direktori" not in look(staff, event)


def test_a_newcomer_is_offered_and_added_only_when_ticked(make, staff, event, village, rows):
    new = make.person(village, name="Lurah Baru")

    page = look(staff, event)
    before = on_list(rows)
    apply(staff, event, masuk=[new.id])

    assert "Baru dalam sasaran (1)" in page
    assert f'name="masuk" value="{new.id}"' in page
    assert new.id not in before
    assert new.id in on_list(rows)
    assert "Perubahan direktori" not in look(staff, event)


def test_nothing_ticked_changes_nothing(make, staff, event, village, rows):
    make.person(village)

    apply(staff, event)

    assert len(on_list(rows)) == 1


def test_who_has_left_is_offered_and_taken_off_only_when_ticked(staff, event, app, rows, reload):
    (old,) = on_list(rows)
    change(app, Person, is_active=False)

    page = look(staff, event)
    before = on_list(rows)
    apply(staff, event, keluar=[old])

    assert "tidak aktif lagi" in page
    assert before == [old]
    assert on_list(rows) == []
    assert reload(event).invited == 0


def test_who_has_moved_out_of_the_target_is_offered(make, staff, event, app):
    change(app, Person, region_id=make.village().id)

    page = look(staff, event)

    assert "di luar sasaran" in page


def test_a_narrower_target_is_a_change_too(staff, event, app):
    change(app, Event, target_posts="kepling")

    assert "di luar sasaran" in look(staff, event)


def test_who_was_chosen_by_hand_may_stand_outside_the_target(make, staff, event):
    guest = make.person(make.district(), name="Camat Tamu")
    staff.post(f"/kegiatan/{event.code}/undangan/{guest.id}/undang")

    assert "Perubahan direktori" not in look(staff, event)


def test_who_was_chosen_by_hand_is_offered_after_leaving_the_directory(staff, event, app):
    change(app, Invitation, by_hand=True)
    change(app, Person, is_active=False)

    assert "tidak aktif lagi" in look(staff, event)


def test_who_was_taken_off_is_not_offered_again(staff, event, rows):
    (old,) = on_list(rows)
    staff.post(f"/kegiatan/{event.code}/undangan/{old}/keluarkan")

    assert "Perubahan direktori" not in look(staff, event)


def test_who_has_come_is_never_offered_for_removal(make, staff, event, app, rows):
    person = rows(Person)[0]
    make.attendance(event, person)
    change(app, Person, is_active=False)

    assert "Perubahan direktori" not in look(staff, event)


def test_one_tick_that_is_impossible_stops_all_of_them(make, staff, event, village, rows):
    person = rows(Person)[0]
    make.attendance(event, person)
    new = make.person(village)

    page = apply(staff, event, masuk=[new.id], keluar=[person.id])

    assert page.status_code == 409
    assert on_list(rows) == [person.id]


def test_a_tick_for_somebody_outside_the_target_adds_nobody(make, staff, event, rows):
    stranger = make.person()

    apply(staff, event, masuk=[stranger.id])

    assert stranger.id not in on_list(rows)


def test_ticks_that_are_no_numbers_are_refused(staff, event):
    assert apply(staff, event, masuk=["x"]).status_code == 400
    assert apply(staff, event, keluar=["9" * 30]).status_code == 400
