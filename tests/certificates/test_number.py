"""Numbers for those who were there: in one step, in the official order, and for good."""

import re
import threading

from app.attendees.models import Part
from app.audit import AuditEntry
from app.certificates.models import Certificate
from app.directory.models import Post
from app.extensions import db


def give(browser, event):
    return browser.post(f"/kegiatan/{event.code}/sertifikat/nomor", follow_redirects=True)


def numbers(rows, app):
    with app.app_context():
        found = db.session.scalars(db.select(Certificate)).all()
        return {one.attendance.name: one.serial for one in found}


def void(app, attendance, account):
    with app.app_context():
        db.session.merge(attendance).void("Salah orang", account)
        db.session.commit()


def test_everybody_gets_one_in_the_order_of_the_daftar_hadir(make, staff, rows, app):
    event = make.event()
    make.series(event)
    village = make.village(name="Perwira")
    make.attendance(event, name="Tamu Agung", part=Part.GUEST)
    make.attendance(event, make.person(make.neighbourhood(village, 1), name="Kepling Satu"))
    make.attendance(event, name="Martin Cipto", part=Part.SPEAKER)
    make.attendance(event, make.person(village, name="Bu Lurah", post=Post.VILLAGE_HEAD))

    page = give(staff, event)

    assert "4 orang mendapat nomor." in page.text
    assert numbers(rows, app) == {
        "Bu Lurah": 101,
        "Kepling Satu": 102,
        "Martin Cipto": 103,
        "Tamu Agung": 104,
    }
    entry = rows(AuditEntry)[-1]
    assert (entry.action, entry.detail) == ("certificate.number", {"first": 101, "last": 104})


def test_who_comes_later_gets_the_next_one_and_the_others_keep_theirs(make, staff, rows, app):
    event = make.event()
    make.series(event)
    make.attendance(event, name="Tamu Pertama")
    give(staff, event)
    make.attendance(event, make.person(make.village(), name="Bu Lurah", post=Post.VILLAGE_HEAD))

    give(staff, event)
    again = give(staff, event)

    assert numbers(rows, app) == {"Tamu Pertama": 101, "Bu Lurah": 102}
    assert "Semua yang hadir sudah bernomor." in again.text


def test_the_number_of_who_was_taken_off_the_list_is_not_used_again(make, staff, rows, app):
    event = make.event()
    make.series(event)
    gone = make.attendance(event, name="Salah Catat")
    give(staff, event)
    void(app, gone, make.account())
    make.attendance(event, name="Benar Hadir")

    page = give(staff, event)

    assert numbers(rows, app) == {"Salah Catat": 101, "Benar Hadir": 102}
    assert "Salah Catat" not in page.text
    assert staff.post(f"/kegiatan/{event.code}/sertifikat/101.pdf").status_code == 404


def test_too_small_a_range_is_told_with_numbers_and_nobody_gets_one(make, staff, rows):
    event = make.event()
    make.series(event, first=101, last=102)
    for _ in range(5):
        make.attendance(event)

    page = give(staff, event)

    assert page.status_code == 422
    assert (
        "Rentang 101–102 menyisakan 2 nomor, sedangkan 5 orang belum bernomor: kurang 3."
        in page.text
    )
    assert "sedikitnya 105" in page.text
    assert not rows(Certificate)


def test_a_second_range_goes_on_where_the_register_allows(make, staff, rows, app):
    event = make.event()
    make.series(event, first=101, last=101)
    make.attendance(event, name="Tamu Pertama")
    give(staff, event)
    make.attendance(event, name="Tamu Kedua")
    typed = {"style": "sertifikat", "pattern": "{nomor}", "first": "300", "last": "310"}
    staff.post(f"/kegiatan/{event.code}/sertifikat", data=typed | {"dated": "2026-02-04"})

    give(staff, event)

    assert numbers(rows, app) == {"Tamu Pertama": 101, "Tamu Kedua": 300}


def test_without_a_pattern_there_are_no_numbers(make, staff):
    event = make.event()
    make.attendance(event)

    assert staff.post(f"/kegiatan/{event.code}/sertifikat/nomor").status_code == 404


def test_two_who_press_at_once_give_each_number_once(make, log_in, rows):
    event = make.event()
    make.series(event)
    for _ in range(6):
        make.attendance(event)
    browsers = [log_in(make.account()) for _ in range(2)]
    for browser in browsers:
        browser.get(f"/kegiatan/{event.code}/sertifikat")

    presses = [threading.Thread(target=give, args=(one, event)) for one in browsers]
    for press in presses:
        press.start()
    for press in presses:
        press.join()

    assert sorted(one.serial for one in rows(Certificate)) == [101, 102, 103, 104, 105, 106]


def test_the_number_of_questions_to_the_database_does_not_grow(make, staff, queries):
    event = make.event()
    make.series(event)
    counts = []
    for size in (1, 8):
        for _ in range(size):
            make.attendance(event)
        give(staff, event)
        queries.clear()
        page = staff.get(f"/kegiatan/{event.code}/sertifikat").text
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert len(re.findall(">Unduh 1", page)) == 9
