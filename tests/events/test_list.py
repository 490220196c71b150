from datetime import UTC, datetime

import pytest

from app.events.models import Status
from tests.browser import HTMX


def february(day, hour=2):
    return datetime(2026, 2, day, hour, tzinfo=UTC)


def test_the_newest_stands_first(make, staff):
    make.event(title="Lama", starts_at=february(1), ends_at=None)
    make.event(title="Baru", starts_at=february(9), ends_at=None)

    page = staff.get("/kegiatan").text

    assert page.index("Baru") < page.index("Lama")


@pytest.mark.parametrize("words", ["bpjs", "BPJS  aula", "aula-dinas", "SOSIALISÁSI"])
def test_search_finds_title_and_place_however_they_are_written(make, staff, words):
    make.event(title="Sosialisasi BPJS", place="Aula Dinas")
    make.event(title="Rapat", place="Kantor Camat")

    page = staff.get("/kegiatan", query_string={"q": words}).text

    assert "Sosialisasi BPJS" in page
    assert "Rapat" not in page


def test_a_percent_sign_finds_nothing_by_magic(make, staff):
    make.event(title="Rapat")

    assert "Tidak ada kegiatan yang cocok." in staff.get("/kegiatan?q=100%25x").text


def test_a_change_of_the_title_is_found(make, staff, reload):
    event = make.event(title="Rapat", place="Aula")
    assert reload(event).folded == "rapat aula"


def test_the_month_is_one_of_wib(make, staff):
    make.event(title="Awal Maret", starts_at=february(28, 17), ends_at=None)
    make.event(title="Akhir Februari", starts_at=february(28, 16), ends_at=None)

    page = staff.get("/kegiatan?bulan=2026-02", headers=HTMX).text

    assert "Akhir Februari" in page
    assert "Awal Maret" not in page


def test_every_month_between_the_first_and_the_last_is_offered(make, staff):
    make.event(starts_at=datetime(2025, 11, 3, tzinfo=UTC), ends_at=None)
    make.event(starts_at=february(3), ends_at=None)

    page = staff.get("/kegiatan").text

    for month in ("2025-11", "2025-12", "2026-01", "2026-02"):
        assert f'<option value="{month}"' in page


def test_the_state_filters(make, staff):
    make.event(title="Rencana", status=Status.SCHEDULED)
    make.event(title="Sudah", status=Status.FINISHED)

    page = staff.get("/kegiatan?status=terjadwal", headers=HTMX).text

    assert "Rencana" in page
    assert "Sudah" not in page


def test_a_kecamatan_includes_its_kelurahan(make, staff):
    south, north = make.district(), make.district()
    make.event(title="Satu kelurahan", regions=[make.village(south)])
    make.event(title="Satu kecamatan", regions=[south])
    make.event(title="Di utara", regions=[north])

    page = staff.get(f"/kegiatan?kecamatan={south.id}", headers=HTMX).text

    assert "Satu kelurahan" in page
    assert "Satu kecamatan" in page
    assert "Di utara" not in page


def test_nonsense_filters_nothing(make, staff):
    make.event(title="Rapat")

    for nonsense in (
        "bulan=9999-12", "bulan=x", "status=x", "kecamatan=x", f"kecamatan={9 * 10**30}",
        "halaman=-1", "halaman=99999999999999999999", "halaman=0", "q=%00", "bulan=0001-01",
        "halaman=²",
    ):  # fmt: skip
        page = staff.get(f"/kegiatan?{nonsense}")
        assert page.status_code == 200, nonsense


def test_twenty_five_stand_on_a_page(make, staff):
    for day in range(1, 27):
        make.event(title=f"Kegiatan {day:02}", starts_at=february(day), ends_at=None)

    first = staff.get("/kegiatan?q=kegiatan").text
    second = staff.get("/kegiatan?q=kegiatan&halaman=2").text

    assert first.count('<th scope="row"') == 25
    assert "Halaman 1 dari 2" in first
    assert "/kegiatan?q=kegiatan&amp;halaman=2" in first
    assert second.count('<th scope="row"') == 1
    assert "Kegiatan 01" in second


def test_htmx_gets_the_list_alone(make, staff):
    make.event()

    page = staff.get("/kegiatan", headers=HTMX).text

    assert page.startswith('<div id="events">')
    assert "<html" not in page


def test_an_empty_list_says_how_to_begin(staff):
    assert "Buat kegiatan pertama" in staff.get("/kegiatan").text


@pytest.mark.parametrize("many", [1, 5])
def test_the_number_of_queries_does_not_grow(make, staff, queries, many):
    for _ in range(many):
        make.invited(make.event(regions=[make.district()]))

    queries.clear()
    page = staff.get("/kegiatan").text

    assert page.count('<td class="number">1</td>') == many
    assert len(queries) == 5, queries
