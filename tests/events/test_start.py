from datetime import timedelta

import pytest

from app import wib
from app.accounts.models import Role
from app.columns import now
from app.events.models import Status
from tests.browser import HTMX


def noon(days=0):
    """Noon in WIB, so many days from today."""
    return wib.at(wib.today(now()) + timedelta(days=days), wib.time(12))


def test_a_visitor_is_sent_to_the_log_in_page(visitor):
    answer = visitor.get("/")

    assert answer.status_code == 303
    assert answer.location.startswith("/masuk")


def test_what_is_on_today_stands_on_top_with_its_numbers(make, staff):
    event = make.event(title="Sosialisasi hari ini", starts_at=noon(), ends_at=None, place="Aula")
    make.attendance(event, make.invited(event))
    make.invited(event)

    page = staff.get("/").text

    assert "Sosialisasi hari ini" in page
    assert "<strong>1</strong> hadir dari <strong>2</strong> undangan" in page
    assert f'href="/meja/{event.code}"' in page
    assert f'href="/layar/{event.code}"' in page


def test_what_comes_and_what_was_stand_apart(make, staff):
    make.event(title="Besok", starts_at=noon(1), ends_at=None, status=Status.SCHEDULED)
    make.event(title="Kemarin", starts_at=noon(-1), ends_at=None, status=Status.FINISHED)

    page = staff.get("/").text

    assert "Tidak ada kegiatan hari ini." in page
    coming, before = page.split("Terakhir selesai")
    assert "Besok" in coming
    assert "Kemarin" in before


def test_the_day_begins_at_midnight_in_wib(make, staff):
    midnight = noon() - timedelta(hours=12)
    make.event(title="Pertama", starts_at=midnight, ends_at=None, status=Status.SCHEDULED)
    make.event(
        title="Terakhir kemarin",
        starts_at=midnight - timedelta(minutes=1),
        ends_at=None,
        status=Status.FINISHED,
    )

    today = staff.get("/", headers=HTMX).text

    assert "Pertama" in today
    assert "Terakhir kemarin" not in today


def test_a_running_kegiatan_of_yesterday_asks_to_be_ended(make, staff, log_in):
    event = make.event(title="Kemarin", starts_at=noon(-1), ends_at=None)

    page = staff.get("/").text
    head = log_in(make.account(Role.LEAD)).get("/").text

    assert "Akhiri kegiatan" in page
    assert f"/kegiatan/{event.code}/akhiri" in page
    assert "Akhiri kegiatan" not in head


def test_polling_gets_nothing_new_until_somebody_signs(make, staff):
    event = make.event(starts_at=noon(), ends_at=None)
    mark = staff.get("/").text.split('"If-None-Match": "')[1].split('"}')[0]
    headers = HTMX | {"If-None-Match": mark.replace('\\"', '"')}

    before = staff.get("/", headers=headers)
    make.attendance(event)
    after = staff.get("/", headers=headers)

    assert before.status_code == 304
    assert after.status_code == 200
    assert after.text.startswith('<section id="today"')
    assert "<strong>1</strong> hadir" in after.text


def test_a_new_office_reads_its_first_steps(make, staff):
    page = staff.get("/").text

    for words in ("Kop surat", "Impor direktori", "Buat kegiatan pertama"):
        assert words in page
    assert "Sudah" not in page


def test_steps_that_are_done_are_marked(make, staff):
    make.office()
    make.person()

    assert staff.get("/").text.count("Sudah") == 2


def test_a_demo_kegiatan_says_that_it_is_one(make, staff):
    make.event(starts_at=noon(), ends_at=None, is_demo=True)

    assert "Data contoh" in staff.get("/").text


@pytest.mark.parametrize("many", [1, 5])
def test_the_number_of_queries_does_not_grow(make, staff, queries, many):
    for _ in range(many):
        make.event(starts_at=noon(), ends_at=None)
        make.event(starts_at=noon(1), ends_at=None, status=Status.SCHEDULED)
        make.event(starts_at=noon(-1), ends_at=None, status=Status.FINISHED)

    queries.clear()
    staff.get("/")

    assert len(queries) == 5, queries
