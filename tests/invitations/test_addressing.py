import pytest

from app.directory.models import Post
from app.events.models import Event
from app.extensions import db
from app.invitations.addressing import addressees, listed

ALL = f"{Post.HEAD},{Post.DISTRICT_HEAD},{Post.VILLAGE_HEAD},{Post.NEIGHBOURHOOD_HEAD}"


@pytest.fixture
def lines(app):
    """The lines behind `Yth.` of a kegiatan."""

    def lines(event, area="Kota Tanjungbalai"):
        with app.app_context():
            return addressees(db.session.get(Event, event.id), area)

    return lines


@pytest.fixture
def south(make):
    return make.district(name="Tanjungbalai Selatan", code="12.74.01")


@pytest.fixture
def north(make):
    return make.district(name="Tanjungbalai Utara", code="12.74.02")


def test_whole_kecamatan_are_named_once(make, lines, south, north):
    make.district(name="Teluk Nibung", code="12.74.04")

    found = lines(make.event(regions=[south, north], target_posts=ALL))

    assert found == [
        "Camat Tanjungbalai Selatan",
        "Camat Tanjungbalai Utara",
        "Lurah se-Kecamatan Tanjungbalai Selatan dan Tanjungbalai Utara",
        "Kepala Lingkungan se-Kecamatan Tanjungbalai Selatan dan Tanjungbalai Utara",
    ]


def test_the_whole_city_is_named_as_such(make, lines, south, north):
    event = make.event(regions=[south, north], target_posts=ALL)

    assert lines(event) == [
        "Camat se-Kota Tanjungbalai",
        "Lurah se-Kota Tanjungbalai",
        "Kepala Lingkungan se-Kota Tanjungbalai",
    ]
    assert lines(event, "")[0] == "Camat Tanjungbalai Selatan"


def test_single_kelurahan_are_named_without_their_camat(make, lines, south, north):
    perwira, karya = make.village(south, name="Perwira"), make.village(south, name="Karya")

    found = lines(make.event(regions=[perwira, karya], target_posts=ALL))

    assert found == [
        "Lurah Perwira dan Karya",
        "Kepala Lingkungan se-Kelurahan Perwira dan Karya",
    ]


def test_those_with_a_position_of_their_own_are_named_by_it(make, lines, south):
    event = make.event(regions=[south], target_posts=Post.DISTRICT_HEAD)
    for position in ("Ketua FKDM", "Ketua FKDM", "Babinsa"):
        make.invited(event, make.person(south, Post.OTHER, position=position))

    assert lines(event) == ["Camat Tanjungbalai Selatan", "Babinsa", "Ketua FKDM"]


def test_a_long_list_is_attached(make, lines, south):
    event = make.event(regions=[south], target_posts=Post.DISTRICT_HEAD)
    for number in range(6):
        make.invited(event, make.person(south, Post.OTHER, position=f"Ketua {number}"))
    villages = [make.village(south, name=f"Kelurahan Panjang Sekali {n}") for n in range(6)]
    wide = make.event(regions=villages, target_posts=Post.VILLAGE_HEAD)

    assert lines(event) == ["Daftar terlampir"]
    assert lines(wide) == ["Daftar terlampir"]
    assert lines(make.event()) == ["Daftar terlampir"]


def test_names_are_joined_as_people_write_them():
    assert listed(["A"]) == "A"
    assert listed(["A", "B"]) == "A dan B"
    assert listed(["A", "B", "C"]) == "A, B, dan C"
