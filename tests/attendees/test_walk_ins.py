"""Who stands on no list: one guest, one row, told apart by name and institution or by phone."""

import pytest
from sqlalchemy.exc import IntegrityError

from app.attendees.models import Attendance
from app.directory.models import Person, Post, Region
from app.extensions import db
from tests.attendees.hall import come_in, form_of

ANI = {"name": "Ani", "position": "Staf", "institution": "Bank Sumut", "part": "tamu"}
PHONE, OTHER_PHONE = "0812 3456 7890", "0813 1111 2222"


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture(params=["hall", "desk"])
def come(request, app, event, staff):
    """Fill in the form for walk-ins, in the hall or at the desk."""

    def in_the_hall(**typed):
        phone = come_in(app, event)
        form = form_of(phone.get(f"/h/{event.code}/tamu"))
        return phone.post(f"/h/{event.code}/hadir", data=form | ANI | typed)

    def at_the_desk(**typed):
        form = form_of(staff.get(f"/meja/{event.code}/tamu"))
        address = f"/meja/{event.code}/tamu"
        return staff.post(address, data=form | ANI | typed, follow_redirects=True)

    return in_the_hall if request.param == "hall" else at_the_desk


@pytest.mark.parametrize(
    "again",
    [
        {"phone": PHONE},
        {"name": "ANÍ", "institution": "bank  sumut"},
        {"phone": PHONE, "institution": "Kantor lain"},
        {"phone": OTHER_PHONE},
    ],
)
@pytest.mark.parametrize("first", [{"phone": PHONE}, {}])
def test_a_guest_who_comes_twice_is_recorded_once(come, rows, first, again):
    come(**first)
    if not first and "institution" in again and "phone" in again:
        pytest.skip("nothing that is the same")

    answer = come(**again)

    assert len(rows(Attendance)) == 1
    assert "sudah tercatat" in answer.text


NOTHING = ["-", " . ", "--", "Tidak ada", "belum ada", "n/a"]


@pytest.mark.parametrize("nothing", NOTHING)
def test_an_institution_that_says_nothing_is_asked_for(come, rows, nothing):
    answer = come(institution=nothing)

    assert answer.status_code == 422
    assert "tuliskan kelurahan tempat tinggal" in answer.text
    assert 'value="Ani"' in answer.text
    assert rows(Attendance) == []


def test_two_guests_of_one_name_without_an_institution_are_two(come, rows):
    for place in ("Perwira", "Sirantau"):
        come(institution="-")
        come(institution=place)

    assert [one.place for one in rows(Attendance)] == ["Perwira", "Sirantau"]


@pytest.mark.parametrize("nothing", ["", *NOTHING])
def test_without_an_institution_each_is_somebody_else_except_by_phone(make, event, rows, nothing):
    for phone in (None, None, "+6281234567890", "+6281234567890"):
        make.attendance(event, name="Ani", institution=nothing, phone=phone)

    assert [one.phone for one in rows(Attendance)] == [None, None, "+6281234567890"]


def test_whose_institution_is_taken_out_is_nobody_else(make, staff, event, rows):
    for institution in ("Bank", "Toko"):
        one = make.attendance(event, name="Ani", institution=institution)
        typed = {"name": "Ani", "position": "Staf", "place": "-", "part": "tamu"}
        staff.post(f"/meja/{event.code}/hadir/{one.id}", data=typed)

    assert [one.place for one in rows(Attendance)] == ["-", "-"]


def test_a_phone_that_somebody_else_gave_is_told_kindly_and_without_a_name(come, rows):
    come(phone=PHONE, name="Rahmat")

    answer = come(phone=PHONE, name="Siti")
    emptied = come(phone="", name="Siti")

    assert answer.status_code == 422
    assert "Nomor HP ini sudah dipakai orang lain" in answer.text
    assert "kosongkan nomor HP" in answer.text
    assert "Rahmat" not in answer.text
    assert emptied.status_code in {200, 303}
    assert {one.name for one in rows(Attendance)} == {"Rahmat", "Siti"}


def test_the_phone_of_an_invited_person_is_not_compared(come, make, event, rows):
    make.attendance(event, make.invited(event, phone="+6281234567890"))

    come(phone=PHONE)

    assert len(rows(Attendance)) == 2


def test_guests_in_other_scripts_are_told_apart(come, rows):
    names = ["محمد", "李明", "Ωμέγα"]

    for name in [*names, names[0]]:
        answer = come(name=name, institution="銀行")

    assert [one.name for one in rows(Attendance)] == names
    assert "sudah tercatat" in answer.text


def test_after_a_void_the_phone_is_free_again(come, staff, event, rows):
    come(phone=PHONE)
    [first] = rows(Attendance)
    staff.post(f"/meja/{event.code}/hadir/{first.id}/batal", data={"reason": "Salah orang"})

    come(phone=PHONE, name="Siti")

    assert [one.is_valid for one in rows(Attendance)] == [False, True]


def test_the_table_itself_refuses_a_second_guest_with_one_phone(app, make, event):
    first = make.attendance(event, phone="+6281234567890")
    second = Attendance.of_walk_in(
        event, name="Siti", position="Staf", institution="Toko", phone=first.phone
    )
    second.number, second.request_id = 2, "e" * 32
    second.method, second.signature = first.method, first.signature

    with app.app_context():
        db.session.add(second)
        with pytest.raises(IntegrityError):
            db.session.flush()


def test_the_longest_words_a_form_takes_fit_the_table(app, make, event):
    village = make.village(name="Ä" * 80)
    place = make.neighbourhood(village)
    with app.app_context():
        db.session.get(Region, place.id).name = "x" * 80
        db.session.get(Region, place.id).number = None
        db.session.commit()
    post = {"post": Post.OTHER, "position": "p" * 120}
    invitee = make.person(
        place, name="n" * 120, front_titles="f" * 40, back_titles="b" * 60, **post
    )

    with app.app_context():
        person = db.session.get(Person, invitee.id)
        rows = [
            Attendance.of_person(event, person),
            Attendance.of_substitute(event, person, "n" * 120, "p" * 120),
            Attendance.of_walk_in(
                event, name="İ" * 120, position="p" * 120, institution="\ufdfa" * 160
            ),
        ]

    room = {
        c.name: c.type.length for c in Attendance.__table__.columns if hasattr(c.type, "length")
    }
    assert len(rows[1].represents) > 280
    for row in rows:
        for name, size in room.items():
            assert size is None or len(getattr(row, name) or "") <= size, name


def test_hall_and_desk_ask_in_the_same_words(app, event, staff):
    hall = come_in(app, event).get(f"/h/{event.code}/tamu").text
    desk = staff.get(f"/meja/{event.code}/tamu").text

    for words in ("Kelurahan atau instansi", "Tidak diisi", "Hadir sebagai"):
        assert words in hall
        assert words in desk
