import re

import pytest

from app.accounts.models import Role
from app.attendees import signing
from app.attendees.models import Attendance, Method
from app.directory.models import Post
from app.events.models import Event, Status
from app.extensions import db
from tests.browser import HTMX


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def part_of(page, element):
    """The words of one section of the desk."""
    found = re.search(rf'<section id="{element}".*?</section>', page.text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""


def test_the_desk_counts_who_is_there_and_who_is_missing(make, staff):
    event = make.event()
    come, _missing = make.invited(event), make.invited(event)
    make.attendance(event, come)
    make.attendance(event, name="Tamu Bank")

    page = staff.get(f"/meja/{event.code}")

    assert "2 hadir 1 /2 undangan hadir 1 belum hadir" in text_of(page)


def test_the_missing_stand_under_their_kelurahan(make, staff):
    event = make.event()
    perwira, karya = make.village(name="Perwira"), make.village(name="Karya")
    make.invited(event, name="Budi", region=make.neighbourhood(perwira, 2))
    make.invited(event, name="Lurah Ani", region=perwira)
    come = make.invited(event, name="Citra", region=make.neighbourhood(perwira, 3))
    gone = make.invited(event, name="Dewi", region=make.neighbourhood(karya, 1))
    make.attendance(event, come)
    make.attendance(event, gone)

    missing = part_of(staff.get(f"/meja/{event.code}"), "desk-missing")

    assert missing.startswith("Belum hadir 2 ")
    assert "Perwira 2 dari 3 Lurah Ani Lurah" in missing
    assert "Budi Kepala Lingkungan · Lingk. II" in missing
    assert "Citra" not in missing
    assert "Karya" not in missing


def test_somebody_without_a_region_is_not_lost(make, staff):
    event = make.event()
    person = make.person(name="Agus", post=Post.HEAD)
    with make.app.app_context():
        db.session.merge(person).region_id = None
        db.session.commit()
    make.invitation(event, person)

    missing = part_of(staff.get(f"/meja/{event.code}"), "desk-missing")

    assert "Tanpa wilayah 1 dari 1 Agus Kepala Dinas" in missing


def test_a_withdrawn_invitation_is_not_missing(make, staff):
    event = make.event()
    make.invitation(event, make.person(name="Budi"), withdrawn_at=event.starts_at)

    page = staff.get(f"/meja/{event.code}")

    assert "Budi" not in page.text
    assert "Belum ada undangan" in page.text


def test_the_newest_stand_first_with_time_method_and_signature(make, staff):
    event = make.event()
    make.attendance(event, name="Ani")
    make.attendance(event, name="Budi", method=Method.PAPER, signature=None)

    page = staff.get(f"/meja/{event.code}")
    present = part_of(page, "desk-present")

    assert present.index("Budi") < present.index("Ani")
    assert re.search(r"2 Budi Staf · Bank \d\d\.\d\d WIB Lembar manual", present)
    assert re.search(r"1 Ani Staf · Bank \d\d\.\d\d WIB HP", present)
    assert 'd="M100 100L200 60L300 140L400 60L500 120"' in page.text


def test_those_who_wait_for_help_stand_on_top(make, staff):
    event = make.event()
    make.attendance(event, name="Sari", method=Method.HELPED, signature=None)

    page = staff.get(f"/meja/{event.code}")

    assert "Sari" in part_of(page, "desk-helped")
    assert "Sari" not in part_of(page, "desk-present")
    assert page.text.index('id="desk-helped"') < page.text.index('id="desk-lists"')


def test_a_shared_phone_is_marked(make, staff):
    event = make.event()
    for name in ("Ani", "Budi", "Citra"):
        make.attendance(event, name=name, device="a" * 32)
    make.attendance(event, name="Dewi", device="b" * 32)

    page = staff.get(f"/meja/{event.code}")
    filtered = staff.get(f"/meja/{event.code}?saring=satu-hp")

    assert page.text.count("3 di HP ini") == 3
    assert "1 di HP ini" not in page.text
    assert "Budi" in part_of(filtered, "desk-present")
    assert "Dewi" not in part_of(filtered, "desk-present")
    assert part_of(filtered, "desk-missing") == ""


def test_devices_of_the_office_are_no_shared_phone(make, staff):
    event = make.event()
    for name in ("Ani", "Budi"):
        make.attendance(event, name=name, method=Method.DESK)

    page = staff.get(f"/meja/{event.code}")

    assert "di HP ini" not in page.text
    assert "0 memakai HP bersama" in text_of(page)


@pytest.mark.parametrize("words", ["dèwi", "DEWI putri", "putri kepala", "perwira"])
def test_searching_finds_the_missing_however_it_is_written(make, staff, words):
    event = make.event()
    perwira = make.village(name="Perwira")
    make.invited(event, name="Dewi Putri", region=make.neighbourhood(perwira, 1))
    make.invited(event, name="Budi", region=make.neighbourhood(make.village(name="Karya"), 1))

    missing = part_of(staff.get(f"/meja/{event.code}", query_string={"q": words}), "desk-missing")

    assert "Dewi Putri" in missing
    assert "Budi" not in missing


def test_searching_finds_those_who_are_there(make, staff):
    event = make.event()
    make.attendance(event, name="Dewi", institution="Bank Sumut")
    make.attendance(event, name="Budi")

    present = part_of(staff.get(f"/meja/{event.code}?q=sumut"), "desk-present")

    assert "Dewi" in present
    assert "Budi" not in present


def test_a_full_hall_shows_the_newest_and_the_rest_on_request(make, staff):
    event = make.event()
    for n in range(61):
        make.attendance(event, name=f"Orang{n:02d}")

    page = staff.get(f"/meja/{event.code}")
    everybody = staff.get(f"/meja/{event.code}?tampil=semua")

    assert "Orang00" not in page.text
    assert "Tampilkan semua (61)" in page.text
    assert "Orang00" in everybody.text


def test_htmx_gets_the_changing_part_alone(make, staff):
    event = make.event()

    answer = staff.get(f"/meja/{event.code}", headers=HTMX)

    assert '<div id="live"' in answer.text
    assert "<html" not in answer.text


def test_nothing_new_is_answered_with_two_cheap_queries(make, staff, queries):
    event = make.event()
    make.attendance(event)
    mark = staff.get(f"/meja/{event.code}", headers=HTMX).headers["ETag"]

    queries.clear()
    answer = staff.get(f"/meja/{event.code}", headers=HTMX | {"If-None-Match": mark})

    assert (answer.status_code, answer.text) == (304, "")
    assert len(queries) == 2, queries  # who asks, and the kegiatan


def test_everything_that_changes_the_desk_is_new(app, make, staff, reload):
    event = make.event()
    marks = [staff.get(f"/meja/{event.code}", headers=HTMX).headers["ETag"]]

    def look():
        marks.append(staff.get(f"/meja/{event.code}", headers=HTMX).headers["ETag"])

    make.attendance(event)
    look()
    make.invited(event)
    look()
    with app.app_context():
        signing.one_less(db.session.get(Event, event.id))
        db.session.commit()
    look()
    with app.app_context():
        db.session.get(Event, event.id).status = Status.FINISHED
        db.session.commit()
    look()

    assert len(set(marks)) == len(marks) == 5


def test_another_search_is_never_answered_with_nothing_new(make, staff):
    event = make.event()
    mark = staff.get(f"/meja/{event.code}", headers=HTMX).headers["ETag"]

    answer = staff.get(f"/meja/{event.code}?q=a", headers=HTMX | {"If-None-Match": mark})

    assert answer.status_code == 200


@pytest.mark.parametrize("people", [1, 5])
def test_the_number_of_queries_does_not_grow_with_the_hall(make, staff, queries, people):
    event = make.event()
    budi = make.account()
    for _ in range(people):
        make.invited(event)
        make.attendance(event, make.invited(event))
        make.attendance(event, method=Method.PAPER, signature=None, recorded_by=budi.id)
        make.attendance(event, method=Method.HELPED, signature=None, recorded_by=budi.id)
        make.attendance(event, voided_at=event.starts_at, void_reason="keliru", voided_by=budi.id)

    queries.clear()
    staff.get(f"/meja/{event.code}")

    assert len(queries) == 6, queries


def test_the_voided_stand_apart_with_who_and_why(make, staff):
    event = make.event()
    budi = make.account(name="Budi Petugas")
    make.attendance(
        event, name="Ani", voided_at=event.starts_at, void_reason="salah orang", voided_by=budi.id
    )

    page = staff.get(f"/meja/{event.code}")

    assert "Ani" not in part_of(page, "desk-present")
    assert re.search(r"Dihapus \d\d\.\d\d WIB oleh Budi Petugas: salah orang", text_of(page))


def test_pimpinan_looks_and_touches_nothing(make, log_in, rows):
    event = make.event()
    person = make.invited(event, name="Budi")
    make.attendance(event, name="Ani", method=Method.HELPED, signature=None)
    pimpinan = log_in(make.account(Role.LEAD))

    page = pimpinan.get(f"/meja/{event.code}")

    assert page.status_code == 200
    assert "Budi" in page.text
    assert "Catat hadir" not in page.text
    assert "Tanda tangan: " not in page.text
    assert "Ubah" not in page.text
    for address in ("lembar", "tamu", f"tanda-tangan/{person.id}", "kios", "foto-lembar"):
        assert pimpinan.post(f"/meja/{event.code}/{address}").status_code == 403
    assert len(rows(Attendance)) == 1


def test_strangers_are_sent_to_log_in(make, visitor):
    event = make.event()

    answer = visitor.get(f"/meja/{event.code}")

    assert answer.location.startswith("/masuk")


def test_an_unknown_kegiatan_is_not_found(staff):
    for address in ("", "/tamu", "/foto-lembar", "/kios"):
        assert staff.get(f"/meja/tidakada{address}").status_code == 404


def test_a_finished_kegiatan_says_how_to_go_on(make, staff):
    event = make.event(status=Status.FINISHED)
    make.invited(event)

    page = staff.get(f"/meja/{event.code}")

    assert "Buka kembali di halaman kegiatan" in page.text
    assert "Catat hadir" not in page.text


def test_hostile_names_are_inert(make, staff):
    event = make.event(title="<script>alert(1)</script>")
    evil = '"><img src=x onerror=alert(1)><b hx-get="/x">{{ 7654321*7654321 }}'
    make.invited(event, name=evil)
    make.attendance(event, name=evil, position=evil, institution=evil)
    make.attendance(event, name=evil, method=Method.HELPED, signature=None, phone="+6281")
    make.attendance(
        event, name=evil, institution="Toko", voided_at=event.starts_at, void_reason=evil
    )

    page = staff.get(f"/meja/{event.code}", query_string={"q": evil})

    assert "<img src=x" not in page.text
    assert '<b hx-get="/x">' not in page.text
    assert "<script>alert" not in page.text
    assert "7654321*7654321" in page.text
    assert str(7654321**2) not in page.text
