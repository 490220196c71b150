"""Everybody the kegiatan is meant for, in one step."""

import pytest

from app.audit import AuditEntry
from app.directory.models import Post
from app.events.models import Event, Status
from app.invitations.models import Invitation


@pytest.fixture
def city(make):
    """Two kecamatan with a camat, a lurah and a kepling each; the office's head has no place."""
    people = {"kadis": make.person(post=Post.HEAD, region_id=None)}
    for name in ("selatan", "utara"):
        district = make.district(name)
        village = make.village(district)
        people[name] = district
        people[f"kelurahan {name}"] = village
        people[f"camat {name}"] = make.person(district)
        people[f"lurah {name}"] = make.person(village)
        people[f"kepling {name}"] = make.person(make.neighbourhood(village))
    return people


def invite_all(browser, event):
    return browser.post(f"/kegiatan/{event.code}/undangan/semua")


def guests(rows, city):
    ids = {invitation.person_id for invitation in rows(Invitation)}
    return {name for name, person in city.items() if name[0] in "kcl" and person.id in ids} - {
        "kelurahan selatan",
        "kelurahan utara",
    }


@pytest.mark.parametrize(
    ("regions", "posts", "expected"),
    [
        (["selatan"], "camat,lurah,kepling", {"camat selatan", "lurah selatan", "kepling selatan"}),
        (["selatan", "utara"], "kepling", {"kepling selatan", "kepling utara"}),
        (["kelurahan utara"], "camat,lurah,kepling", {"lurah utara", "kepling utara"}),
        (["selatan", "kelurahan utara"], "lurah", {"lurah selatan", "lurah utara"}),
        ([], "kadis", {"kadis"}),
        (["selatan"], "kadis,camat", {"kadis", "camat selatan"}),
        (["selatan"], "", set()),
    ],
)
def test_posts_times_regions(make, staff, rows, city, regions, posts, expected):
    event = make.event(regions=[city[name] for name in regions], target_posts=posts)

    answer = invite_all(staff, event)

    assert (answer.status_code, answer.location) == (303, f"/kegiatan/{event.code}/undangan")
    assert guests(rows, city) == expected


def test_who_has_left_is_not_invited(make, staff, rows, city):
    make.person(city["kelurahan selatan"], is_active=False)
    event = make.event(regions=[city["selatan"]], target_posts="lurah")

    invite_all(staff, event)

    assert guests(rows, city) == {"lurah selatan"}
    assert len(rows(Invitation)) == 1


def test_a_second_time_adds_nobody(make, staff, rows, reload, city):
    event = make.event(regions=[city["selatan"]], target_posts="lurah,kepling")

    invite_all(staff, event)
    again = invite_all(staff, event)

    assert again.status_code == 303
    assert len(rows(Invitation)) == 2
    assert reload(event).invited == 2


def test_who_was_taken_off_stays_off(make, staff, rows, reload, city):
    event = make.event(regions=[city["selatan"]], target_posts="lurah,kepling")
    invite_all(staff, event)
    lurah = city["lurah selatan"]
    staff.post(f"/kegiatan/{event.code}/undangan/{lurah.id}/keluarkan")

    invite_all(staff, event)

    assert reload(event).invited == 1
    assert [i.is_on_list for i in rows(Invitation) if i.person_id == lurah.id] == [False]


def test_it_is_written_down_as_a_number(make, staff, rows, city):
    event = make.event(regions=[city["selatan"]], target_posts="lurah")

    invite_all(staff, event)

    entry = rows(AuditEntry)[-1]
    assert (entry.action, entry.detail) == ("invitation.bulk", {"added": 1})


@pytest.mark.parametrize("status", [Status.FINISHED, Status.LOCKED, Status.CANCELLED])
def test_the_list_is_closed_when_the_kegiatan_is_over(make, staff, rows, city, status):
    event = make.event(
        regions=[city["selatan"]], target_posts="lurah", status=status, cancel_reason="Banjir"
    )

    page = invite_all(staff, event)

    assert page.status_code == 409
    assert "daftar undangannya sudah ditutup" in page.text
    assert rows(Invitation) == []


def test_the_numbers_of_one_kegiatan_leave_another_alone(make, staff, rows, reload, city):
    mine = make.event(regions=[city["selatan"]], target_posts="lurah")
    other = make.event(regions=[city["selatan"]], target_posts="lurah,kepling")
    invite_all(staff, other)

    invite_all(staff, mine)

    assert [event.invited for event in rows(Event)] == [1, 2]
