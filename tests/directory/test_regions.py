"""/direktori/wilayah/<id>: one region, and keeping its lingkungan."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.audit import AuditEntry
from app.directory.models import Post, Region


@pytest.fixture
def perwira(make):
    return make.village(make.district("Tanjungbalai Selatan", code="12.74.01"), "Perwira")


@pytest.fixture
def names(rows):
    return lambda: [region.name for region in rows(Region) if region.code is None]


def test_a_kelurahan_shows_its_lingkungan_and_its_persons(make, staff, perwira):
    make.person(make.neighbourhood(perwira, 2), name="Budi", front_titles="H.")
    make.person(perwira, name="Siti", phone="+6281234567890")
    make.person(perwira, name="Lama", is_active=False)

    page = staff.get(f"/direktori/wilayah/{perwira.id}").text

    for words in ("Lingkungan II", "H. Budi", "Siti", "0812-3456-7890", "Lama", "Nonaktif"):
        assert words in page


def test_a_kecamatan_shows_its_kelurahan_with_their_lurah(make, staff, perwira):
    make.person(perwira, name="Siti")

    page = staff.get(f"/direktori/wilayah/{perwira.parent_id}").text

    assert "Perwira" in page
    assert "Siti" in page


def test_an_unknown_region_is_not_found(staff):
    for number in (1, 2**40, 2**70):
        assert staff.get(f"/direktori/wilayah/{number}").status_code == 404


@pytest.mark.parametrize("people", [1, 5])
def test_the_number_of_queries_does_not_grow(make, log_in, queries, perwira, people):
    browser = log_in(make.account())
    for number in range(people):
        make.person(make.neighbourhood(perwira, number + 1))
        make.person(perwira, post=Post.OTHER, position="Staf")
    queries.clear()

    browser.get(f"/direktori/wilayah/{perwira.id}")

    assert len(queries) == 7, queries


def test_the_next_free_number_is_offered(make, staff, perwira):
    make.neighbourhood(perwira, 1)
    make.neighbourhood(perwira, 3)

    assert 'value="II"' in staff.get(f"/direktori/wilayah/{perwira.id}").text


@pytest.mark.parametrize(
    ("typed", "name", "mark"),
    [
        ("IV", "Lingkungan IV", "004"),
        ("4", "Lingkungan IV", "004"),
        ("Lk. 4", "Lingkungan IV", "004"),
        ("Lingkungan Melati", "Lingkungan Melati", "lingkungan melati"),
    ],
)
def test_a_lingkungan_is_added_by_number_or_name(staff, rows, perwira, typed, name, mark):
    answer = staff.post(f"/direktori/wilayah/{perwira.id}/lingkungan", data={"name": typed})

    new = rows(Region)[-1]
    assert (answer.status_code, answer.location) == (303, f"/direktori/wilayah/{perwira.id}")
    assert (new.name, new.sort_key) == (name, f"{perwira.sort_key}/{mark}")


@pytest.mark.parametrize("typed", ["2", "lingk. ii", "", "0", "400", "--"])
def test_a_lingkungan_that_exists_or_means_nothing_is_refused(make, staff, names, perwira, typed):
    make.neighbourhood(perwira, 2)

    answer = staff.post(f"/direktori/wilayah/{perwira.id}/lingkungan", data={"name": typed})

    assert answer.status_code == 422
    assert names() == ["Lingkungan II"]


def test_a_retired_lingkungan_is_pointed_at_instead_of_doubled(make, staff, perwira):
    second = make.neighbourhood(perwira, 2)
    staff.post(f"/direktori/wilayah/{second.id}/nonaktifkan")

    answer = staff.post(f"/direktori/wilayah/{perwira.id}/lingkungan", data={"name": "2"})

    assert "Aktifkan kembali dari daftar" in answer.text


def test_a_lingkungan_is_renamed(make, staff, reload, perwira):
    second = make.neighbourhood(perwira, 2)

    answer = staff.post(f"/direktori/wilayah/{second.id}/ubah", data={"name": "5"})

    region = reload(second)
    assert answer.status_code == 303
    assert (region.name, region.number) == ("Lingkungan V", 5)
    assert region.sort_key == f"{perwira.sort_key}/005"


def test_renaming_to_a_number_that_is_taken_is_refused(make, staff, reload, perwira):
    make.neighbourhood(perwira, 1)
    second = make.neighbourhood(perwira, 2)

    answer = staff.post(f"/direktori/wilayah/{second.id}/ubah", data={"name": "I"})

    assert answer.status_code == 422
    assert "Lingkungan I sudah ada di kelurahan ini." in answer.text
    assert reload(second).number == 2


def test_only_lingkungan_are_renamed_and_retired(staff, perwira):
    for verb in ("ubah", "nonaktifkan", "aktifkan"):
        assert staff.post(f"/direktori/wilayah/{perwira.id}/{verb}").status_code == 404


def test_an_empty_lingkungan_is_retired_and_reinstated(make, staff, reload, rows, perwira):
    second = make.neighbourhood(perwira, 2)

    staff.post(f"/direktori/wilayah/{second.id}/nonaktifkan")
    retired = reload(second)
    staff.post(f"/direktori/wilayah/{second.id}/aktifkan")

    assert not retired.is_active
    assert reload(second).is_active
    actions = [(entry.action, entry.subject) for entry in rows(AuditEntry)]
    where = f"region {second.id}"
    assert actions == [("region.retire", where), ("region.reinstate", where)]


def test_new_and_renamed_lingkungan_are_recorded_without_their_name(staff, rows, perwira):
    staff.post(f"/direktori/wilayah/{perwira.id}/lingkungan", data={"name": "Melati"})
    new = rows(Region)[-1]
    staff.post(f"/direktori/wilayah/{new.id}/ubah", data={"name": "Mawar"})

    entries = rows(AuditEntry)
    assert [entry.action for entry in entries] == ["region.create", "region.rename"]
    assert {entry.subject for entry in entries} == {f"region {new.id}"}
    assert [entry.detail for entry in entries] == [{}, {}]


def test_lingkungan_with_three_digits_come_after_those_with_two():
    village = Region(sort_key="12.74.01.1003")
    numbers = (100, 11, 2)

    regions = sorted((Region.neighbourhood(village, n) for n in numbers), key=lambda r: r.sort_key)

    assert [region.number for region in regions] == [2, 11, 100]


def test_retiring_is_refused_with_the_names_while_persons_are_active(make, staff, reload, perwira):
    budi = make.person(make.neighbourhood(perwira, 2), name="Budi")

    answer = staff.post(f"/direktori/wilayah/{budi.region_id}/nonaktifkan")

    assert answer.status_code == 422
    assert "Budi" in answer.text
    assert reload(Region(id=budi.region_id)).is_active


def test_the_persons_leave_with_it_when_one_says_so(make, staff, reload, perwira):
    budi = make.person(make.neighbourhood(perwira, 2), name="Budi")

    staff.post(f"/direktori/wilayah/{budi.region_id}/nonaktifkan", data={"leaving": budi.id})

    assert not reload(budi).is_active
    assert not reload(Region(id=budi.region_id)).is_active


def test_somebody_who_came_meanwhile_is_shown_first(make, staff, reload, perwira):
    second = make.neighbourhood(perwira, 2)
    budi, ani = make.person(second, name="Budi"), make.person(second, name="Ani")

    answer = staff.post(f"/direktori/wilayah/{second.id}/nonaktifkan", data={"leaving": budi.id})

    assert answer.status_code == 422
    assert reload(budi).is_active
    assert reload(ani).is_active


def test_pimpinan_changes_nothing(make, log_in, names, perwira):
    second = make.neighbourhood(perwira, 2)
    browser = log_in(make.account(Role.LEAD))

    assert browser.get(f"/direktori/wilayah/{perwira.id}").status_code == 200
    for path in (f"{perwira.id}/lingkungan", f"{second.id}/ubah", f"{second.id}/nonaktifkan"):
        answer = browser.post(f"/direktori/wilayah/{path}", data={"name": "9"})
        assert answer.status_code == 403
    assert names() == ["Lingkungan II"]
