"""The way to one's own name."""

import pytest
from jinja2 import meta

from app.columns import now
from app.directory.models import Post, Region
from app.events.models import Event
from app.extensions import db
from tests.attendees.hall import come_in, hold_ticket


def test_only_kelurahan_with_invitees_are_offered(app, make):
    event = make.event()
    south = make.district("Tanjungbalai Selatan")
    perwira, karya = make.village(south, "Perwira"), make.village(south, "Karya")
    make.invited(event, region=make.neighbourhood(perwira, 1))
    make.invited(event, region=karya)
    make.village(south, "Indra Sakti")

    page = come_in(app, event).get(f"/h/{event.code}")

    assert "Kec. Tanjungbalai Selatan" in page.text
    assert f"/h/{event.code}/kelurahan/{perwira.id}" in page.text
    assert f"/h/{event.code}/kelurahan/{karya.id}" in page.text
    assert "Indra Sakti" not in page.text


def test_who_was_taken_off_is_not_offered(app, make):
    event = make.event()
    make.invited(event)
    gone = make.person(name="Sudah Dicoret")
    make.invitation(event, gone, withdrawn_at=now())
    phone = come_in(app, event)

    region = phone.get(f"/h/{event.code}/wilayah/{gone.region_id}")
    page = phone.get(f"/h/{event.code}/orang/{gone.id}")

    assert (region.status_code, page.status_code) == (404, 404)


def test_a_step_with_one_choice_is_left_out(app, make):
    event = make.event()
    make.invited(event, name="Siti Aminah")

    page = come_in(app, event).get(f"/h/{event.code}")

    assert "Pilih nama Anda" in page.text
    assert "Siti Aminah" in page.text


def test_lingkungan_come_in_order_and_the_lurah_stands_apart(app, make):
    event, village = make.event(), make.village()
    for number in (10, 2):
        make.invited(event, region=make.neighbourhood(village, number))
    make.invited(event, region=village, name="Bu Lurah")
    make.invited(event)  # elsewhere
    phone = come_in(app, event)

    page = phone.get(f"/h/{event.code}/kelurahan/{village.id}").text

    assert page.index("Lurah dan perangkat") < page.index("Lingkungan II<")
    assert page.index("Lingkungan II<") < page.index("Lingkungan X<")
    assert "Bu Lurah" in phone.get(f"/h/{event.code}/wilayah/{village.id}").text


def test_invitees_above_the_kelurahan_have_their_own_list(app, make):
    event = make.event()
    make.invited(event)
    make.invited(event, region=make.district("Teluk Nibung"), name="Pak Camat")
    head = make.person(name="Bu Kadis", post=Post.HEAD, region_id=None)
    make.invited(event, head)
    phone = come_in(app, event)

    start, page = phone.get(f"/h/{event.code}"), phone.get(f"/h/{event.code}/lainnya")

    assert "Kecamatan, dinas, lainnya" in start.text
    assert "Pak Camat" in page.text
    assert "Kec. Teluk Nibung" in page.text
    assert "Bu Kadis" in page.text


def test_who_is_present_cannot_be_chosen_again(app, make):
    from app.wib import clock_wib

    event = make.event()
    kepling = make.invited(event)
    attendance = make.attendance(event, kepling)

    page = come_in(app, event).get(f"/h/{event.code}/wilayah/{kepling.region_id}").text

    assert f"sudah tercatat pukul {clock_wib(attendance.signed_at)}" in page
    assert f"/orang/{kepling.id}" not in page


@pytest.mark.parametrize("path", ["kelurahan", "wilayah", "orang"])
def test_ids_count_only_within_the_invitees(app, make, path):
    event, other = make.event(), make.event()
    make.invited(event)
    stranger = make.invited(other)
    ids = {
        "kelurahan": make.village().id,
        "wilayah": stranger.region_id,
        "orang": stranger.id,
    }
    phone = come_in(app, event)

    statuses = [phone.get(f"/h/{event.code}/{path}/{n}").status_code for n in (ids[path], 2**63)]

    assert statuses == [404, 404]


def test_nobody_invited_still_lets_walk_ins_in(app, make):
    event = make.event()

    page = come_in(app, event).get(f"/h/{event.code}")

    assert page.status_code == 200
    assert f"/h/{event.code}/tamu" in page.text


@pytest.mark.parametrize("path", ["", "/kelurahan/{village}", "/wilayah/{region}"])
def test_lists_need_as_many_queries_for_one_as_for_five(app, make, queries, path):
    event, village = make.event(), make.village()
    region = make.neighbourhood(village)
    make.invited(event, region=region)
    phone = come_in(app, event)
    address = f"/h/{event.code}" + path.format(village=village.id, region=region.id)

    queries.clear()
    phone.get(address)
    one = len(queries)
    for _ in range(4):
        make.invited(event, region=region)
    queries.clear()
    phone.get(address)

    assert len(queries) == one


def test_what_is_the_same_for_all_changes_for_all_at_once(app, make):
    event, village = make.event(title="Judul lama"), make.village(name="Nama Lama")
    for number in (1, 2):
        make.invited(event, region=make.neighbourhood(village, number))
    make.invited(event)
    phone = come_in(app, event)
    steps = [f"/h/{event.code}", f"/h/{event.code}/kelurahan/{village.id}"]
    for step in steps:
        assert "Judul lama" in phone.get(step).text

    make.invited(event, region=make.neighbourhood(village, 3))
    with app.app_context():
        db.session.get(Event, event.id).title = "Judul baru"
        db.session.get(Region, village.id).name = "Nama Baru"
        db.session.commit()

    for step in steps:
        page = come_in(app, event).get(step).text
        assert "Judul baru" in page
        assert "Nama Baru" in page
    assert "Lingkungan III" in page


def test_a_kiosk_sees_its_own_line_above_the_same_steps(app, make):
    event, village = make.event(), make.village()
    make.invited(event, region=village)
    make.invited(event)
    come_in(app, event).get(f"/h/{event.code}")

    page = hold_ticket(app, event, now(), is_kiosk=True).get(f"/h/{event.code}").text

    assert "Perangkat bersama" in page
    assert "Perangkat bersama" not in come_in(app, event).get(f"/h/{event.code}").text


@pytest.mark.parametrize("name", ["villages", "places"])
def test_what_is_made_once_for_all_knows_nobody(app, name):
    """Neither who asks nor a token: only what the view gives, and addresses."""
    env = app.jinja_env.overlay()
    env.globals = {}
    given = {"event", "ticket", "districts", "places", "others", "back"}
    of_house = {"asset", "head", "privacy_notice", "url_for"}

    assert _names_in(env, f"attendees/hall/{name}.html") <= given | of_house


def _names_in(env, page):
    """What a template asks for, with all that it extends and includes."""
    tree = env.parse(env.loader.get_source(env, page)[0])
    names = meta.find_undeclared_variables(tree)
    for other in meta.find_referenced_templates(tree):
        names |= _names_in(env, other)
    return names - {"start"}  # set above the includes
