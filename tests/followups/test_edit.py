from datetime import timedelta

import pytest

from app import wib
from app.audit import AuditEntry
from app.columns import now
from app.directory.models import Person, Region
from app.extensions import db

TODAY = wib.today(now())


def save(browser, promise, **values):
    defaults = {
        "request_id": "c" * 32,
        "what": promise.what,
        "who": "words",
        "words": promise.responsible,
        "region": str(promise.region_id or 0),
        "due_on": promise.due_on.isoformat(),
    }
    return browser.post(f"/tindak-lanjut/{promise.code}/ubah", data=defaults | values)


def test_what_was_typed_is_saved_and_written_down(make, staff, rows, reload):
    village = make.village()
    promise = make.follow_up()

    answer = save(staff, promise, what="Yang baru", region=village.id)

    again = reload(promise)
    assert answer.location == f"/tindak-lanjut/{promise.code}"
    assert (again.what, again.region_id) == ("Yang baru", village.id)
    assert again.folded.startswith("yang baru")
    assert rows(AuditEntry)[-1].action == "follow-up.edit"


def test_the_form_shows_what_is_there(make, staff):
    person = make.person(name="Budi Contoh")
    promise = make.follow_up(what="Kirim brosur", person_id=person.id)

    page = staff.get(f"/tindak-lanjut/{promise.code}/ubah").text

    assert "Kirim brosur" in page
    assert f'name="person" value="{person.id}" checked' in page


def test_words_stay_when_the_person_has_left_and_the_region_is_retired(app, make, staff, reload):
    place = make.neighbourhood(make.village(name="Perwira"), 2)
    budi = make.person(place, name="Budi", phone="+6281200000001")
    promise = make.follow_up(
        person_id=budi.id, region_id=place.id, responsible="Budi, Kepala Lingkungan Perwira"
    )
    with app.app_context():
        db.session.get(Person, budi.id).leave()
        db.session.get(Person, budi.id).name = "Budi Baru"
        db.session.get(Region, place.id).retire()
        db.session.commit()

    page = staff.get(f"/tindak-lanjut/{promise.code}").text
    answer = save(staff, promise, what="Lain", who="person", person=budi.id)

    again = reload(promise)
    assert "Budi, Kepala Lingkungan Perwira" in page
    assert "Perwira / Lingk. II" in page
    assert answer.status_code == 303
    assert (again.what, again.responsible) == ("Lain", "Budi, Kepala Lingkungan Perwira")
    assert (again.region_id, again.person_id) == (place.id, budi.id)


def test_an_official_whose_term_is_over_can_stay(make, staff, reload):
    old = make.official(valid_to=TODAY - timedelta(days=1))
    promise = make.follow_up(official_id=old.id, responsible="Agus, Kepala Dinas")

    save(staff, promise, what="Lain", who="official", official=old.id)

    assert reload(promise).what == "Lain"


def test_a_presenter_who_was_taken_off_can_stay_and_is_offered_to_nobody_else(make, staff, reload):
    event = make.event()
    martin = make.presenter(event, name="Martin", phone="+6281200000001")
    said = {"responsible": "Martin, BPJS", "position": "BPJS"}
    promise = make.follow_up(event, presenter_id=martin.id, linked=True, **said)
    make.presenter(event, name="Ani")
    other = make.follow_up(event)
    staff.post(f"/kegiatan/{event.code}/narasumber/{martin.id}/hapus")
    staff.get("/")

    page = staff.get(f"/tindak-lanjut/{promise.code}/ubah").text
    answer = save(staff, promise, what="Lain", who="presenter", presenter=martin.id)

    again = reload(promise)
    assert f'<option selected value="{martin.id}">Martin</option>' in page
    assert answer.status_code == 303
    assert (again.what, again.responsible, again.position) == ("Lain", "Martin, BPJS", "BPJS")
    assert (again.presenter_id, again.token_hash) == (martin.id, promise.token_hash)
    assert "Martin" not in staff.get(f"/tindak-lanjut/{other.code}/ubah").text
    refused = save(staff, other, who="presenter", presenter=martin.id)
    assert "Pilih narasumber dari daftar." in refused.text


def test_the_number_of_the_directory_is_taken_over(app, make, staff, reload):
    budi = make.person(phone="+6281200000001")
    promise = make.follow_up(person_id=budi.id, phone="+6281200000001")
    with app.app_context():
        db.session.get(Person, budi.id).phone = "+6281299999999"
        db.session.commit()

    save(staff, promise, who="person", person=budi.id)

    assert reload(promise).phone == "+6281299999999"


def test_the_link_of_who_answered_before_opens_nothing_more(make, staff, visitor, reload):
    budi = make.person()
    promise = make.follow_up(linked=True)
    token = reload(promise).token_hash

    save(staff, promise, who="person", person=budi.id)

    assert token
    assert reload(promise).token_hash is None


def test_the_link_stays_when_it_is_the_same_one(make, staff, reload):
    promise = make.follow_up(linked=True)

    save(staff, promise, what="Lain", phone="0812-3456-7890")

    again = reload(promise)
    assert (again.token_hash, again.phone) == (promise.token_hash, "+6281234567890")


def test_a_stale_number_never_goes_to_somebody_else(make, staff, reload):
    promise = make.follow_up(phone="+6281234567890")
    budi = make.person(phone=None)

    save(staff, promise, who="person", person=budi.id, phone="0812-3456-7890")

    assert reload(promise).phone is None


def test_the_day_may_be_that_of_the_opening_but_none_before(make, staff, reload):
    begun = TODAY - timedelta(days=10)
    promise = make.follow_up(opened_on=begun)

    early = save(staff, promise, due_on=(begun - timedelta(days=1)).isoformat())
    right = save(staff, promise, due_on=begun.isoformat())

    assert (early.status_code, right.status_code) == (422, 303)
    assert reload(promise).due_on == begun


@pytest.mark.parametrize("code", ["tidakada", "0" * 64])
def test_what_is_not_there_is_not_found(staff, code):
    assert staff.get(f"/tindak-lanjut/{code}/ubah").status_code == 404
    assert staff.get(f"/tindak-lanjut/{code}").status_code == 404


def test_columns_that_the_form_does_not_have_change_nothing(make, staff, reload):
    promise = make.follow_up()
    event = make.event()

    save(staff, promise, status="selesai", event_id=event.id, opened_on="2020-01-01", id=99)

    again = reload(promise)
    assert (again.status, again.event_id) == (promise.status, None)
    assert again.opened_on == promise.opened_on
