import re
from threading import Barrier, Thread

import pytest

from app.attendees.models import Attendance, Method, Part
from app.audit import AuditEntry

GUEST = {
    "request_id": "a" * 32,
    "name": "Rahmat Hidayat",
    "position": "Staf",
    "institution": "Bank Sumut",
    "part": "tamu",
    "sex": "L",
    "phone": "0812 3456 7890",
}
STAND_IN = {"request_id": "b" * 32, "name": "Siti", "position": "Sekretaris Lurah", "sex": "P"}


def words_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def test_a_walk_in_is_present_and_goes_on_to_sign(make, staff, rows):
    event = make.event()

    answer = staff.post(f"/meja/{event.code}/tamu", data=GUEST | {"how": "meja"})

    [guest] = rows(Attendance)
    assert answer.location == f"/meja/{event.code}/hadir/{guest.id}/tanda-tangan"
    assert (guest.name, guest.position, guest.place) == ("Rahmat Hidayat", "Staf", "Bank Sumut")
    assert (guest.part, guest.sex, guest.phone) == (Part.GUEST, "L", "+6281234567890")
    assert guest.method is Method.HELPED
    assert "Rahmat Hidayat" in staff.get(answer.location).text


def test_a_walk_in_may_have_signed_on_paper(make, log_in, rows):
    event = make.event()
    budi = make.account()

    answer = log_in(budi).post(f"/meja/{event.code}/tamu", data=GUEST | {"how": "lembar"})

    [guest] = rows(Attendance)
    assert answer.location == f"/meja/{event.code}"
    assert (guest.method, guest.recorded_by) == (Method.PAPER, budi.id)
    assert [e.action for e in rows(AuditEntry)] == ["attendance.paper"]


def test_a_speaker_is_recorded_as_one(make, staff, rows):
    event = make.event()

    staff.post(f"/meja/{event.code}/tamu", data=GUEST | {"part": "narasumber", "sex": ""})

    [speaker] = rows(Attendance)
    assert (speaker.part, speaker.sex) == (Part.SPEAKER, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "\u200b"},
        {"name": "x" * 121},
        {"position": ""},
        {"institution": ""},
        {"part": "raja"},
        {"sex": "X"},
        {"phone": "12"},
        {"request_id": "ada"},
    ],
)
def test_a_wrong_walk_in_comes_back_as_typed(make, staff, rows, wrong):
    event = make.event()

    answer = staff.post(f"/meja/{event.code}/tamu", data=GUEST | wrong)

    assert answer.status_code == 422
    assert "Bank Sumut" in answer.text or "institution" in wrong
    assert rows(Attendance) == []


def test_the_same_form_sent_twice_makes_one_walk_in(make, staff, rows):
    event = make.event()

    staff.post(f"/meja/{event.code}/tamu", data=GUEST)
    answer = staff.post(f"/meja/{event.code}/tamu", data=GUEST, follow_redirects=True)

    assert len(rows(Attendance)) == 1
    assert "Rahmat Hidayat sudah tercatat pukul" in answer.text


def test_a_phone_that_another_person_gave_is_no_silent_double(make, staff, rows):
    event = make.event()
    staff.post(f"/meja/{event.code}/tamu", data=GUEST)

    answer = staff.post(
        f"/meja/{event.code}/tamu",
        data=GUEST | {"request_id": "c" * 32, "name": "Siti", "phone": "+62 812-3456-7890"},
    )

    assert answer.status_code == 422
    assert "sudah dipakai orang lain" in answer.text
    assert "Rahmat" not in answer.text
    assert len(rows(Attendance)) == 1


def test_extra_fields_change_nothing(make, staff, rows):
    event, other = make.event(), make.event()
    extra = {"event_id": other.id, "number": 99, "represents": "Wali Kota", "rank": 0, "id": 7}

    staff.post(f"/meja/{event.code}/tamu", data=GUEST | extra)

    [guest] = rows(Attendance)
    assert (guest.event_id, guest.number, guest.represents) == (event.id, 1, "")
    assert guest.rank == 4


def test_a_substitute_comes_in_the_invited_persons_stead(make, staff, rows):
    event = make.event()
    lurah = make.invited(event, name="Pak Lurah", region=make.village(name="Perwira"))

    answer = staff.post(f"/meja/{event.code}/wakil/{lurah.id}", data=STAND_IN | {"how": "meja"})

    [siti] = rows(Attendance)
    assert answer.location == f"/meja/{event.code}/hadir/{siti.id}/tanda-tangan"
    assert (siti.person_id, siti.name, siti.represents) == (lurah.id, "Siti", "Lurah Perwira")
    assert "a.n. Lurah Perwira" in staff.get(f"/meja/{event.code}").text


def test_nobody_of_another_kegiatan_is_substituted(make, staff, rows):
    event, other = make.event(), make.event()
    stranger = make.invited(other)

    answer = staff.post(f"/meja/{event.code}/wakil/{stranger.id}", data=STAND_IN)

    assert answer.status_code == 404
    assert rows(Attendance) == []


def test_many_are_marked_at_once(make, log_in, rows, reload):
    event = make.event()
    people = [make.invited(event) for _ in range(3)]
    budi = make.account()

    answer = log_in(budi).post(
        f"/meja/{event.code}/lembar",
        data={"person": [person.id for person in people]},
        follow_redirects=True,
    )

    recorded = rows(Attendance)
    assert "3 orang tercatat hadir, lembar manual." in answer.text
    assert {one.person_id for one in recorded} == {person.id for person in people}
    assert {one.method for one in recorded} == {Method.PAPER}
    assert sorted(one.number for one in recorded) == [1, 2, 3]
    assert reload(event).last_number == 3
    [entry] = rows(AuditEntry)
    assert (entry.action, entry.account_id) == ("attendance.paper", budi.id)
    assert entry.detail == {"numbers": [1, 2, 3]}


def test_marking_again_writes_nothing_and_tells_by_whom(make, log_in, rows):
    event = make.event()
    ani, _budi, citra = (make.invited(event, name=name) for name in ("Ani", "Budi", "Citra"))
    log_in(make.account(name="Petugas Satu")).post(
        f"/meja/{event.code}/lembar", data={"person": [ani.id]}
    )

    answer = log_in(make.account()).post(
        f"/meja/{event.code}/lembar",
        data={"person": [ani.id, citra.id]},
        follow_redirects=True,
    )

    assert len(rows(Attendance)) == 2
    assert "1 orang tercatat hadir" in answer.text
    assert re.search(
        r"Ani sudah tercatat pukul \d\d\.\d\d WIB oleh Petugas Satu \(lembar manual\)\.",
        words_of(answer),
    )


def test_a_signature_is_never_replaced_by_a_tick(make, staff, reload):
    event = make.event()
    person = make.invited(event)
    signed = make.attendance(event, person)

    staff.post(f"/meja/{event.code}/lembar", data={"person": [person.id]})

    assert reload(signed).method is Method.PHONE


def test_a_tick_settles_a_signature_that_was_still_to_come(make, staff, reload):
    event = make.event()
    person = make.invited(event)
    waiting = make.attendance(event, person, method=Method.HELPED, signature=None)
    before = reload(event).version

    staff.post(f"/meja/{event.code}/lembar", data={"person": [person.id]})

    assert reload(waiting).method is Method.PAPER
    assert reload(event).version > before  # other desks show it


@pytest.mark.parametrize("bad", ["-1", "abc", str(2**70), "9" * 5_000, "1e3", "٣", "' OR 1=1"])
def test_odd_ids_write_nothing(make, staff, rows, bad):
    event = make.event()
    person = make.invited(event)

    answer = staff.post(f"/meja/{event.code}/lembar", data={"person": [person.id, bad]})

    assert answer.status_code in {400, 404}
    assert rows(Attendance) == []


def test_one_stranger_among_the_ticked_and_nothing_is_written(make, staff, rows):
    event, other = make.event(), make.event()
    person, stranger = make.invited(event), make.invited(other)

    answer = staff.post(f"/meja/{event.code}/lembar", data={"person": [person.id, stranger.id]})

    assert answer.status_code == 404
    assert rows(Attendance) == []


def test_no_tick_is_said_kindly(make, staff):
    event = make.event()

    answer = staff.post(f"/meja/{event.code}/lembar", follow_redirects=True)

    assert "Belum ada nama yang dicentang" in answer.text


def test_a_hall_of_300_is_marked_in_one_go(app, make, staff, rows):
    event = make.event()
    neighbourhood = make.neighbourhood()
    people = [make.invited(event, region=neighbourhood) for _ in range(300)]

    answer = staff.post(
        f"/meja/{event.code}/lembar", data={"person": [person.id for person in people]}
    )

    assert answer.status_code == 303
    assert sorted(one.number for one in rows(Attendance)) == list(range(1, 301))


def test_two_desks_at_once_make_one_row_each_person(make, log_in, rows):
    event = make.event()
    people = [make.invited(event) for _ in range(20)]
    desks = [log_in(make.account(name=name)) for name in ("Satu", "Dua", "Tiga")]
    start = Barrier(len(desks))
    answers = []

    def tick(desk, order):
        start.wait()
        data = {"person": [person.id for person in order]}
        answers.append(desk.post(f"/meja/{event.code}/lembar", data=data, follow_redirects=True))

    orders = (people, people[::-1], people[5:])
    threads = [Thread(target=tick, args=pair) for pair in zip(desks, orders, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    recorded = rows(Attendance)
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert sorted(one.person_id for one in recorded) == sorted(person.id for person in people)
    assert sorted(one.number for one in recorded) == list(range(1, 21))
    told = [answer.text for answer in answers if "sudah tercatat sebelumnya" in answer.text]
    assert len(told) >= 1
    assert all("oleh" in text and "lainnya" in text for text in told)
