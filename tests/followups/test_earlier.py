"""Janji sebelumnya: on the page of a kegiatan, in its room, and on the projector."""

import re
from datetime import timedelta

import pytest

from app import wib
from app.columns import now
from app.events.models import Status as Stage
from app.extensions import db
from app.followups.models import FollowUp, Status
from tests.browser import HTMX

TODAY = wib.today(now())


@pytest.fixture
def city(make):
    """Two kecamatan: one with a kelurahan and a lingkungan, and one elsewhere."""
    district = make.district(name="Selatan")
    village = make.village(district, name="Perwira")
    return {
        "district": district,
        "village": village,
        "place": make.neighbourhood(village, 2),
        "beside": make.village(district, name="Karya"),
        "elsewhere": make.village(name="Sejahtera"),
    }


def in_room(staff, event, *names):
    page = staff.get(f"/kegiatan/{event.code}/tindak-lanjut").text
    earlier = page.split('id="earlier"')[1]
    return {name for name in names if f"untuk {name}<" in earlier}


def test_a_target_counts_with_all_below_it_and_the_kecamatan_above(make, staff, city):
    for name, region in city.items():
        make.follow_up(what=f"untuk {name}", region_id=region.id)
    make.follow_up(what="untuk nobody")
    village, district = (
        make.event(regions=[city["village"]]),
        make.event(regions=[city["district"]]),
    )

    names = [*city, "nobody"]

    assert in_room(staff, village, *names) == {"district", "village", "place"}
    assert in_room(staff, district, *names) == {"district", "village", "place", "beside"}
    assert in_room(staff, make.event(), *names) == set()


def test_only_what_is_unfinished_and_from_before(make, staff, city):
    event = make.event(regions=[city["village"]])
    here = {"region_id": city["village"].id}
    make.follow_up(what="untuk done", status=Status.DONE, **here)
    make.follow_up(what="untuk dropped", status=Status.DROPPED, drop_reason="x", **here)
    make.follow_up(what="untuk waiting", status=Status.WAITING, **here)
    make.follow_up(make.event(), what="untuk other", **here)
    make.follow_up(event, what="untuk own", **here)

    found = in_room(staff, event, "done", "dropped", "waiting", "other", "own")

    assert found == {"waiting", "other"}


@pytest.mark.parametrize("status", list(Stage))
def test_they_are_offered_while_a_kegiatan_is_prepared(make, staff, city, status):
    make.follow_up(what="Kirim brosur", region_id=city["place"].id)
    event = make.event(regions=[city["district"]], status=status, cancel_reason="x")

    page = staff.get(f"/kegiatan/{event.code}").text

    assert ("1 janji di wilayah sasaran belum selesai" in page) == (
        status in {Stage.DRAFT, Stage.SCHEDULED}
    )
    assert f'href="/kegiatan/{event.code}/tindak-lanjut"' in page


def test_where_nothing_is_left_nothing_is_offered(make, staff, city):
    event = make.event(regions=[city["district"]], status=Stage.DRAFT)

    assert "Janji sebelumnya" not in staff.get(f"/kegiatan/{event.code}").text


def test_the_room_shows_what_was_promised_here(make, staff):
    event = make.event()
    make.follow_up(event, what="Dijanjikan di sini")
    make.follow_up(make.event(), what="Di tempat lain")

    page = staff.get(f"/kegiatan/{event.code}/tindak-lanjut").text

    assert "Dijanjikan di sini" in page
    assert "Di tempat lain" not in page
    assert f'href="/tindak-lanjut/baru?kegiatan={event.code}"' in page


def test_the_projector_names_posts_and_neither_names_nor_phones(make, staff, city):
    make.follow_up(
        what="Kirim brosur",
        region_id=city["place"].id,
        responsible="Budi Contoh, Lurah Perwira",
        position="Lurah Perwira",
        phone="+6281234567890",
        opened_on=TODAY - timedelta(days=9),
        due_on=TODAY - timedelta(days=2),
    )
    event = make.event(regions=[city["village"]])

    part = staff.get(f"/layar/{event.code}/janji", headers=HTMX).text

    assert "<html" not in part
    assert "Kirim brosur" in part
    assert "Lurah Perwira" in part
    assert "lewat batas" in part
    assert "Budi" not in part
    assert not re.search(r"812-?3456-?7890", part)


def test_the_projector_shows_the_most_urgent_and_counts_the_rest(make, staff, city):
    for number in range(6):
        make.follow_up(
            what=f"Nomor {number}",
            region_id=city["place"].id,
            due_on=TODAY + timedelta(days=number),
        )
    event = make.event(regions=[city["village"]])

    part = staff.get(f"/layar/{event.code}/janji", headers=HTMX).text

    assert [n for n in range(6) if f"Nomor {n}" in part] == [0, 1, 2, 3]
    assert "… dan 2 janji lagi" in part


def test_the_projector_hears_nothing_while_nothing_changes(app, make, staff, city):
    promise = make.follow_up(what="Kirim brosur", region_id=city["place"].id)
    event = make.event(regions=[city["village"]])
    address = f"/layar/{event.code}/janji"
    mark = HTMX | {"If-None-Match": staff.get(address, headers=HTMX).headers["ETag"]}

    before = staff.get(address, headers=mark)
    with app.app_context():
        db.session.get(FollowUp, promise.id).move_to(Status.DOING)
        db.session.commit()
    after = staff.get(address, headers=mark)

    assert before.status_code == 304
    assert after.status_code == 200
    assert "Diproses" in after.text


def test_without_javascript_the_whole_screen_comes_with_the_slide(make, staff, city):
    make.follow_up(what="Kirim brosur", region_id=city["place"].id)
    event = make.event(regions=[city["village"]])

    page = staff.get(f"/layar/{event.code}/janji").text

    assert 'data-slide="janji"' in page
    assert "Kirim brosur" in page.split('id="slide-janji"')[1].split("</section>")[0]


def test_a_hall_without_promises_reads_so(make, staff):
    assert "sudah selesai" in staff.get(f"/layar/{make.event().code}/janji").text


@pytest.mark.parametrize("many", [1, 6])
@pytest.mark.parametrize("address", ["/kegiatan/{}/tindak-lanjut", "/layar/{}/janji"])
def test_the_number_of_queries_does_not_grow(make, staff, queries, city, many, address):
    event = make.event(regions=[city["district"]])
    for _ in range(many):
        make.follow_up(event, region_id=make.neighbourhood(city["village"]).id)
        make.follow_up(make.event(), region_id=city["place"].id)

    queries.clear()
    staff.get(address.format(event.code), headers=HTMX)

    assert len(queries) == (4 if "kegiatan" in address else 3), queries


@pytest.mark.parametrize("address", ["/kegiatan/tidakada/tindak-lanjut", "/layar/tidakada/janji"])
def test_a_kegiatan_that_is_not_there_is_not_found(staff, address):
    assert staff.get(address).status_code == 404
