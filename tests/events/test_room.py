import pytest

from app.accounts.models import Role
from app.events.models import Status


def test_the_room_shows_facts_and_the_ways_on(make, staff):
    head = make.official(name="Agus Salim Lubis", back_titles="M.Si.")
    event = make.event(
        title="Sosialisasi", theme="Perlindungan", agenda="09.00 Pembukaan", chair_id=head.id
    )

    page = staff.get(f"/kegiatan/{event.code}").text

    for words in ("Sosialisasi", "Perlindungan", "09.00 Pembukaan", "Agus Salim Lubis, M.Si."):
        assert words in page
    for room in ("/undangan", "/hadir"):
        assert f'href="/kegiatan/{event.code}{room}"' in page
    for door in ("layar", "meja"):
        assert f'href="/{door}/{event.code}"' in page


@pytest.mark.parametrize("status", list(Status))
def test_every_state_has_a_room(make, staff, status):
    event = make.event(status=status, cancel_reason="Banjir")

    page = staff.get(f"/kegiatan/{event.code}")

    assert page.status_code == 200
    assert status.label in page.text
    assert ("/ubah" in page.text) == event.is_open


def test_the_head_reads_without_buttons(make, log_in):
    event = make.event()
    page = log_in(make.account(Role.LEAD)).get(f"/kegiatan/{event.code}").text

    assert "Langkah berikutnya" not in page
    assert f'href="/meja/{event.code}"' not in page


def test_an_unknown_code_is_not_found(staff):
    assert staff.get("/kegiatan/tidakada").status_code == 404


@pytest.mark.parametrize("many", [1, 5])
def test_the_number_of_queries_does_not_grow(make, staff, queries, many):
    south = make.district()
    event = make.event(
        regions=[make.village(south) for _ in range(many)],
        target_posts="lurah",
        chair_id=make.official().id,
        responsible_id=make.official().id,
    )

    queries.clear()
    staff.get(f"/kegiatan/{event.code}")

    assert len(queries) == 4, queries


def test_the_way_back_is_a_landmark_without_a_loose_end(make, staff):
    event = make.event(title="Sosialisasi")

    for room in ("", "/ubah", "/undangan", "/hadir"):
        page = staff.get(f"/kegiatan/{event.code}{room}").text

        way = page.split('<nav class="crumbs" aria-label="Letak halaman">')[1].split("</nav>")[0]
        assert way.count("›") == way.count("<a ") - 1


def test_the_door_has_one_name(make, staff):
    event = make.event(status=Status.DRAFT)
    for button in ("jadwalkan", "mulai"):
        staff.post(f"/kegiatan/{event.code}/{button}")

        page = staff.get(f"/kegiatan/{event.code}").text

        assert "Pencatatan kehadiran dibuka" in page
        assert "absensi" not in page


@pytest.mark.parametrize("status", [Status.FINISHED, Status.CANCELLED])
def test_what_is_over_offers_nothing_that_does_nothing(make, staff, status):
    reason = "Banjir" if status is Status.CANCELLED else ""
    event = make.event(status=status, cancel_reason=reason)

    page = staff.get(f"/kegiatan/{event.code}").text

    assert f'href="/layar/{event.code}"' not in page
    corrects = status is Status.FINISHED  # typing mistakes are found when the list is printed
    assert (f'href="/meja/{event.code}"' in page) is corrects
    assert "Foto lembar" in page
    assert "Bekukan" not in staff.get(f"/layar/{event.code}").text
    assert ">Bekukan kode<" not in staff.get(f"/layar/{event.code}/cetak").text
