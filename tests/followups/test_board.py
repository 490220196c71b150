from datetime import timedelta

import pytest

from app import wib
from app.accounts.models import Role
from app.columns import now
from app.followups import search
from app.followups.models import Status
from tests.browser import HTMX

TODAY = wib.today(now())


def late(make, **values):
    return make.follow_up(due_on=TODAY - timedelta(days=2), **values)


def test_the_board_has_a_column_for_each_state(make, staff):
    for status in Status:
        make.follow_up(what=f"Janji {status}", status=status, drop_reason="Tidak jadi")

    page = staff.get("/tindak-lanjut").text

    columns = page.split('<section class="promise-column"')[1:]
    assert len(columns) == 5
    for status, column in zip(Status, columns, strict=True):
        assert status.label in column
        assert f"Janji {status}" in column


def test_what_is_overdue_says_so_and_is_coloured(make, staff):
    late(make, what="Terlambat")
    late(make, what="Sudah selesai", status=Status.DONE)

    page = staff.get("/tindak-lanjut").text

    assert page.count("Lewat batas waktu</span>") == 1
    assert page.count("promise-card promise-late") == 1


def test_what_is_due_today_is_not_overdue(make, staff):
    make.follow_up(due_on=TODAY)

    assert "Lewat batas waktu</span>" not in staff.get("/tindak-lanjut").text


@pytest.mark.parametrize("view", ["papan", "tabel"])
class TestFilters:
    def shown(self, staff, view, **filters):
        query = {"tampil": view} | filters
        page = staff.get("/tindak-lanjut", query_string=query, headers=HTMX).text
        return {word for word in ("Satu", "Dua", "Tiga") if f"Janji {word}" in page}

    def test_by_state(self, make, staff, view):
        make.follow_up(what="Janji Satu")
        make.follow_up(what="Janji Dua", status=Status.WAITING)

        assert self.shown(staff, view, status="menunggu") == {"Dua"}

    def test_by_who_answers_for_it(self, make, staff, view):
        make.follow_up(what="Janji Satu", responsible="Ani")
        make.follow_up(what="Janji Dua", responsible="Ani & Budi")

        assert self.shown(staff, view, siapa="Ani") == {"Satu"}

    def test_by_territory_with_everything_below(self, make, staff, view):
        district = make.district()
        village = make.village(district)
        place = make.neighbourhood(village)
        make.follow_up(what="Janji Satu", region_id=place.id)
        make.follow_up(what="Janji Dua", region_id=village.id)
        make.follow_up(what="Janji Tiga", region_id=make.village().id)

        assert self.shown(staff, view, wilayah=district.id) == {"Satu", "Dua"}
        assert self.shown(staff, view, wilayah=village.id) == {"Satu", "Dua"}
        assert self.shown(staff, view, wilayah=place.id) == {"Satu"}

    def test_by_kegiatan(self, make, staff, view):
        event = make.event()
        make.follow_up(event, what="Janji Satu")
        make.follow_up(make.event(), what="Janji Dua")
        make.follow_up(what="Janji Tiga")

        assert self.shown(staff, view, kegiatan=event.code) == {"Satu"}
        assert self.shown(staff, view, kegiatan="tidakada") == set()

    def test_by_being_overdue(self, make, staff, view):
        late(make, what="Janji Satu")
        late(make, what="Janji Dua", status=Status.DROPPED, drop_reason="x")
        make.follow_up(what="Janji Tiga")

        assert self.shown(staff, view, lewat="1") == {"Satu"}

    def test_by_words_in_any_spelling(self, make, staff, view):
        make.follow_up(what="Janji Satu: kartu nelayan", responsible="Égi")
        make.follow_up(what="Janji Dua", responsible="Budi, Lurah Perwira")

        assert self.shown(staff, view, q="NELAYAN egi") == {"Satu"}
        assert self.shown(staff, view, q="perwira") == {"Dua"}
        assert self.shown(staff, view, q="100%") == set()

    @pytest.mark.parametrize(
        "filters",
        [
            {"wilayah": "9" * 30},
            {"wilayah": "' OR 1=1 --"},
            {"status": "x"},
            {"halaman": "9" * 30},
            {"halaman": "-1"},
            {"siapa": "x" * 5000},
            {"q": "<script>alert(1)</script>"},
        ],
    )
    def test_nonsense_harms_nobody(self, make, staff, view, filters):
        make.follow_up(what="Janji Satu")

        answer = staff.get("/tindak-lanjut", query_string={"tampil": view} | filters)

        assert answer.status_code == 200
        assert "<script>alert" not in answer.text


def test_hostile_words_are_inert_everywhere(make, staff):
    bad = '<img src=x onerror=alert(1)>"{{7*7}}'
    promise = make.follow_up(make.event(), what=bad, responsible=bad, region_id=make.village().id)
    make.note(promise, words=bad, author=bad)

    for address in ("", "?tampil=tabel", f"/{promise.code}", f"/{promise.code}/ubah"):
        page = staff.get(f"/tindak-lanjut{address}").text
        assert "<img" not in page
        assert "{{7*7}}" in page


def test_the_table_comes_in_pages(make, staff, monkeypatch):
    monkeypatch.setattr(search, "A_PAGE", 2)
    for number in range(5):
        make.follow_up(what=f"Nomor {number}", due_on=TODAY + timedelta(days=number))

    last = staff.get("/tindak-lanjut?tampil=tabel&halaman=99").text

    assert "5 tindak lanjut" in last
    assert "Nomor 4" in last
    assert "Nomor 3" not in last
    assert "halaman=2" in last


def test_a_long_column_leads_to_the_table(make, staff, monkeypatch):
    monkeypatch.setattr(search, "A_COLUMN", 2)
    for number in range(3):
        make.follow_up(what=f"Nomor {number}", due_on=TODAY + timedelta(days=number))

    page = staff.get("/tindak-lanjut").text

    assert "Nomor 1" in page
    assert "Nomor 2" not in page
    assert "1 lagi di tabel" in page


def test_what_was_closed_last_stands_on_top(make, staff):
    make.follow_up(what="Dulu", status=Status.DONE, closed_at=now() - timedelta(days=3))
    make.follow_up(what="Baru saja", status=Status.DONE, closed_at=now())

    page = staff.get("/tindak-lanjut").text

    assert page.index("Baru saja") < page.index("Dulu")


def test_an_empty_board_and_an_empty_table_say_so(staff):
    assert "Tidak ada." in staff.get("/tindak-lanjut").text
    assert "Belum ada tindak lanjut." in staff.get("/tindak-lanjut?tampil=tabel").text


def test_the_head_of_the_office_reads_without_buttons(make, log_in):
    make.follow_up(what="Kunjungan")
    head = log_in(make.account(Role.LEAD))

    page = head.get("/tindak-lanjut").text

    assert "Kunjungan" in page
    assert "Pindahkan" not in page
    assert 'name="hp"' not in page


@pytest.mark.parametrize("view", ["papan", "tabel"])
@pytest.mark.parametrize("many", [1, 6])
def test_the_number_of_queries_does_not_grow(make, staff, queries, view, many):
    for _ in range(many):
        person = make.person()
        make.follow_up(make.event(), person_id=person.id, region_id=person.region_id)
        make.follow_up(region_id=make.village().id, status=Status.DONE)

    queries.clear()
    staff.get(f"/tindak-lanjut?tampil={view}")

    assert len(queries) == {"papan": 5, "tabel": 6}[view], queries


@pytest.mark.parametrize("many", [1, 6])
def test_the_number_of_queries_does_not_grow_for_the_part(make, staff, queries, many):
    for _ in range(many):
        make.follow_up(make.event(), region_id=make.neighbourhood().id)

    queries.clear()
    staff.get("/tindak-lanjut", headers=HTMX)

    assert len(queries) == 2, queries
